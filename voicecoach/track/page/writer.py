"""HTML: the page for a phone, with the sound inside as an MP3."""

import errno
from base64 import b64encode
from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from typing import BinaryIO

import msgspec
import numpy as np
from numpy.typing import NDArray

from voicecoach.colours import ON_DARK, ON_LIGHT
from voicecoach.html.filling import asset, fill
from voicecoach.script.phrases import phrases_for
from voicecoach.timeline import Timeline
from voicecoach.track import mp3
from voicecoach.track.about import About, Encoding
from voicecoach.track.page.content import content_of
from voicecoach.units import format_clock

_LARGEST = 90_000_000
"""Bytes of sound, three hours of speech at 64 kilobits a second. A browser holds a page more than
once while it opens it, and a phone has little room for that."""

_PIECE = 3 * 2**14
"""Bytes of sound that become text at a time: a multiple of three, so that pieces can be joined."""


def write(
    file: BinaryIO,
    timeline: Timeline,
    about: About,
    encoding: Encoding,
    pcm: Iterable[NDArray[np.int16]],
) -> None:
    """Write the session's `pcm`; see `voicecoach.track.export.Writer`."""
    bit_rate = encoding.bit_rate or mp3.BIT_RATE[encoding.channels]
    if timeline.duration_ms * bit_rate // 8 > _LARGEST:
        raise OSError(errno.EFBIG, "a page holds three hours of speech, half of that with music")
    inside = msgspec.structs.replace(about, cover=None, lyrics="")
    with TemporaryFile() as sound:
        mp3.write(sound, timeline, inside, encoding, pcm)
        sound.seek(0)
        file.writelines(piece.encode() for piece in _page(timeline, about, sound))


def _page(timeline: Timeline, about: About, sound: BinaryIO) -> Iterator[str]:
    phrases = phrases_for(timeline.language)
    return fill(
        asset(__package__, "page.html"),
        title=about.title,
        language=phrases.language,
        style=_style(),
        script=asset(__package__, "page.js"),
        about=about,
        cover=b64encode(about.cover).decode() if about.cover else "",
        timeline=timeline,
        phrases=phrases,
        content=msgspec.to_builtins(content_of(timeline)),
        clock=format_clock,
        sound=_base64(sound),
    )


def _style() -> str:
    dark = "".join(_coloured(kind, colour) for kind, colour in ON_DARK.items())
    light = "".join(_coloured(kind, colour) for kind, colour in ON_LIGHT.items())
    colours = f"{light}@media (prefers-color-scheme: dark) {{\n{dark}}}\n"
    return asset(__package__, "page.css") + colours


def _coloured(kind: str, colour: str) -> str:
    return f'[data-kind="{kind}"] {{ --phase: {colour}; }}\n'


def _base64(file: BinaryIO) -> Iterator[str]:
    while piece := file.read(_PIECE):
        yield b64encode(piece).decode()
