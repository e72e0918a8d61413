"""FLAC: every sample as it is, in a third of a WAV's size, with tags."""

from collections.abc import Iterable
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from voicecoach.timeline import Timeline
from voicecoach.track.about import About, Encoding
from voicecoach.track.container import Recipe, write_container
from voicecoach.track.vorbis import chapter_comments, comments


def write(
    file: BinaryIO,
    timeline: Timeline,
    about: About,
    encoding: Encoding,
    pcm: Iterable[NDArray[np.int16]],
) -> None:
    """Write the session's `pcm`; see `voicecoach.track.export.Writer`."""
    recipe = Recipe(
        container="flac",
        codec="flac",
        tags=comments(about) | chapter_comments(timeline),
        cover=about.cover,
    )
    write_container(file, recipe, encoding, pcm)
