"""Files that FFmpeg's libraries write, through PyAV: what M4A, Opus and FLAC have in common.

They note in the file what an encoder puts before the first sample, so that players drop it.
"""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from io import SEEK_CUR, SEEK_END, SEEK_SET
from typing import TYPE_CHECKING, BinaryIO, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from voicecoach.track.about import Encoding
from voicecoach.track.chapters import Chapter
from voicecoach.track.png import png_size

if TYPE_CHECKING:
    from av import AudioFrame, AudioStream, Packet
    from av.container import OutputContainer
    from av.stream import Stream

T = TypeVar("T")

_LAYOUT = {1: "mono", 2: "stereo"}
_MILLISECOND = Fraction(1, 1000)
_REPEATABLE = {"fflags": "+bitexact"}
"""No random serial number, no time of day."""


class Recipe(msgspec.Struct, frozen=True, kw_only=True):
    """What one format asks of the libraries.

    Attributes:
        container: name of the file format.
        codec: name of the encoder.
        container_options: of the file format.
        options: of the encoder.
        tags: of the file, by the names the format uses; empty ones are left out.
        language: of the sound, ISO 639-2; empty where the format has no place for it.
        chapters: where the format has a place of its own for them.
        cover: a PNG file, where the format attaches pictures; None for none.
    """

    container: str
    codec: str
    container_options: Mapping[str, str] = {}
    options: Mapping[str, str] = {}
    tags: Mapping[str, str] = {}
    language: str = ""
    chapters: tuple[Chapter, ...] = ()
    cover: bytes | None = None


def write_container(
    file: BinaryIO, recipe: Recipe, encoding: Encoding, pcm: Iterable[NDArray[np.int16]]
) -> None:
    """Write the session's `pcm` as `recipe` says; see `voicecoach.track.export.Writer`."""
    import av  # noqa: PLC0415 - large libraries that a WAV or an MP3 does without

    options = {**_REPEATABLE, **recipe.container_options}
    written = _Written(file)
    try:
        with av.open(
            written,
            "w",
            format=recipe.container,
            container_options=options,
            io_open=lambda *_: _SecondLook(written),
        ) as container:
            stream = _prepared(container, recipe, encoding)
            pictures = _pictures(container, recipe.cover) if recipe.cover else []
            container.start_encoding()
            container.mux(pictures)
            for frame in _audio_frames(pcm, encoding):
                container.mux(stream.encode(frame))
                written.check()
            container.mux(stream.encode(None))
    finally:
        written.check()


class _Written:
    """A file for the libraries, which would print or forget what the system refuses.

    From the first refusal on it does nothing; `check` raises that.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._refusal: OSError | None = None

    def check(self) -> None:
        """Raise what the system refused, if it has.

        Raises:
            OSError: it has.
        """
        if self._refusal is not None:
            raise self._refusal

    def write(self, content: bytes) -> int:
        """Write, as long as that goes well."""
        return self._tried(lambda: self._file.write(content), len(content))

    def read(self, count: int) -> bytes:
        """Return up to `count` bytes; none where something was refused."""
        return self._tried(lambda: self._file.read(count), b"")

    def seek(self, offset: int, whence: int = SEEK_SET) -> int:
        """Move in the file."""
        return self._tried(lambda: self._file.seek(offset, whence), offset)

    def tell(self) -> int:
        """Return where we are in the file."""
        return self._tried(self._file.tell, 0)

    def _tried(self, act: Callable[[], T], otherwise: T) -> T:
        if self._refusal is None:
            try:
                return act()
            except OSError as error:
                self._refusal = error
        return otherwise


class _SecondLook:
    """Reads what has been written to a file, with a position of its own.

    It is what the libraries get where they open the file once more, to make room at its front.
    """

    def __init__(self, file: _Written) -> None:
        self._file = file
        self._position = 0

    def read(self, count: int) -> bytes:
        """Return up to `count` bytes; where the file is written to stays as it is."""
        writing = self._file.tell()
        self._file.seek(self._position)
        content = self._file.read(count)
        self._position += len(content)
        self._file.seek(writing)
        return content

    def seek(self, offset: int, whence: int = SEEK_SET) -> int:
        """Move to where the next bytes are read."""
        writing = self._file.tell()
        base = self._position if whence == SEEK_CUR else 0
        self._position = self._file.seek(
            base + offset, SEEK_END if whence == SEEK_END else SEEK_SET
        )
        self._file.seek(writing)
        return self._position

    def tell(self) -> int:
        """Return where the next bytes are read."""
        return self._position

    def close(self) -> None:
        """Leave the file open: it is still written to."""


def _prepared(container: "OutputContainer", recipe: Recipe, encoding: Encoding) -> "AudioStream":
    """Say what the file is; return the stream that the sound goes to."""
    container.metadata.update({name: text for name, text in recipe.tags.items() if text})
    container.set_chapters(
        [
            {
                "id": number,
                "start": chapter.start_ms,
                "end": chapter.end_ms,
                "time_base": _MILLISECOND,
                "metadata": {"title": chapter.title},
            }
            for number, chapter in enumerate(recipe.chapters)
        ]
    )
    stream: AudioStream = container.add_stream(  # type: ignore[assignment] # by the codec's name
        recipe.codec,
        encoding.rate * 1000,
        options=dict(recipe.options),
        layout=_LAYOUT[encoding.channels],
    )
    if recipe.language:
        stream.metadata["language"] = recipe.language
    return stream


def _pictures(container: "OutputContainer", cover: bytes) -> "list[Packet[Stream]]":
    """Add a stream for the cover; return what is to be put there once encoding has started."""
    from av import Packet  # noqa: PLC0415 - as above
    from av.stream import Disposition  # noqa: PLC0415 - as above

    width, height = png_size(cover)
    stream = container.add_mux_stream("png", width=width, height=height)
    # PyAV 17 takes only the number, and the types know only the name.
    stream.disposition = Disposition.attached_pic.value  # type: ignore[assignment]
    stream.metadata["comment"] = "Cover (front)"
    packet: Packet[Stream] = Packet(cover)
    packet.stream = stream
    packet.pts = packet.dts = 0
    packet.is_keyframe = True
    return [packet]


def _audio_frames(pcm: Iterable[NDArray[np.int16]], encoding: Encoding) -> "Iterable[AudioFrame]":
    from av import AudioFrame  # noqa: PLC0415 - as above

    position = 0
    for block in pcm:
        frame = AudioFrame.from_ndarray(block.reshape(1, -1), "s16", _LAYOUT[encoding.channels])
        frame.sample_rate = encoding.rate * 1000
        frame.time_base = Fraction(1, encoding.rate * 1000)
        frame.pts = position
        position += len(block)
        yield frame
