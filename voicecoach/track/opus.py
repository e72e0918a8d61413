"""Opus in an Ogg file: half the size of an MP3 that sounds as good; what Android plays best."""

from collections.abc import Iterable
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from voicecoach.timeline import Timeline
from voicecoach.track.about import About, Encoding
from voicecoach.track.container import Recipe, write_container
from voicecoach.track.vorbis import chapter_comments, comments, picture_comment

BIT_RATE = {1: 32, 2: 96}
"""Kilobits a second by the number of channels."""

_EFFORT = 5
"""From 0 to 10; more is not heard in speech."""


def write(
    file: BinaryIO,
    timeline: Timeline,
    about: About,
    encoding: Encoding,
    pcm: Iterable[NDArray[np.int16]],
) -> None:
    """Write the session's `pcm`; see `voicecoach.track.export.Writer`."""
    bit_rate = encoding.bit_rate or BIT_RATE[encoding.channels]
    picture = picture_comment(about.cover) if about.cover else {}
    recipe = Recipe(
        container="opus",
        codec="libopus",
        options={"b": str(bit_rate * 1000), "compression_level": str(_EFFORT)},
        tags=comments(about) | chapter_comments(timeline) | picture,
    )
    write_container(file, recipe, encoding, pcm)
