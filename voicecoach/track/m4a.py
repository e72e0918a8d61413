"""M4A: AAC in an MP4 file, which iPhones and most others play best."""

from collections.abc import Iterable
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from voicecoach.timeline import Timeline
from voicecoach.track.about import GENRE, About, Encoding
from voicecoach.track.chapters import chapters
from voicecoach.track.container import Recipe, write_container
from voicecoach.track.languages import three_letters

BIT_RATE = {1: 64, 2: 128}
"""Kilobits a second by the number of channels."""

_BRAND = "M4A "
"""Told at the front of the file, so that phones know it for sound without a picture."""


def write(
    file: BinaryIO,
    timeline: Timeline,
    about: About,
    encoding: Encoding,
    pcm: Iterable[NDArray[np.int16]],
) -> None:
    """Write the session's `pcm`; see `voicecoach.track.export.Writer`."""
    bit_rate = encoding.bit_rate or BIT_RATE[encoding.channels]
    recipe = Recipe(
        container="mp4",
        container_options={"brand": _BRAND, "movflags": "+faststart"},
        codec="aac",
        # The other search takes three times as long; for speech nobody hears the difference.
        options={"b": str(bit_rate * 1000), "aac_coder": "fast"},
        tags=_tags(about),
        language=three_letters(about.language),
        chapters=tuple(chapters(timeline)),
        cover=about.cover,
    )
    write_container(file, recipe, encoding, pcm)


def _tags(about: About) -> dict[str, str]:
    return {
        "title": about.title,
        "artist": about.artist,
        "album": about.album,
        "track": f"{about.number}/{about.of}",
        "genre": GENRE,
        "date": about.date,
        "comment": about.comment,
        "lyrics": about.lyrics,
    }
