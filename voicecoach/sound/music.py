"""The listener's own music: files and folders, one after the other, again and again."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from voicecoach.errors import UsageError
from voicecoach.sound.polyphase import MUSIC_RATE, Wave
from voicecoach.sound.song import Song
from voicecoach.units import Frames

Stereo = NDArray[np.int16]
"""16-bit PCM of two channels, shape (frames, 2)."""

SUFFIXES = {
    *(".aac", ".aif", ".aiff", ".ape", ".caf", ".flac", ".m4a", ".m4b", ".mka", ".mp2", ".mp3"),
    *(".mp4", ".mpc", ".oga", ".ogg", ".opus", ".tta", ".wav", ".weba", ".webm", ".wma", ".wv"),
}
"""What in a folder is music, by the ends of the names: pictures and lists lie there as well."""

_SCALE = 32768
_LOWEST, _HIGHEST = -32768, 32767


class MusicSource(Protocol):
    """Music that never ends, at `MUSIC_RATE`."""

    def read(self, start: Frames, count: Frames) -> Stereo:
        """Return `count` frames from `start`, always the same, whatever was read before."""
        ...


class KnownMusic(MusicSource, Protocol):
    """Music of which can be told whether it is still the same."""

    @property
    def identity(self) -> str:
        """Something that is the same as long as what is heard is the same."""
        ...


class Music:
    """Files of music as one endless source: after the last one the first one follows.

    Files are open only from the first read to `close`. How long one is, is found out while
    the one before it is read, or at once where reading jumps. Used by one thread at a time.

    Args:
        paths: files, and folders, which stand for the files of music in them by name.

    Raises:
        UsageError: there is nothing there, or a file cannot be read or holds no sound.
    """

    rate = MUSIC_RATE

    def __init__(self, paths: Sequence[Path]) -> None:
        self._songs = [Song(path) for path in music_files(paths)]
        self._playing: Song | None = None

    @property
    def identity(self) -> str:
        """The files, with their sizes and times."""
        states = [(song.path, song.path.stat()) for song in self._songs]
        return str([(str(path), state.st_size, state.st_mtime_ns) for path, state in states])

    def read(self, start: Frames, count: Frames) -> Stereo:
        """Return `count` frames from `start`, 0 or more; see `MusicSource.read`."""
        block = np.empty((count, 2), np.int16)
        done = 0
        while done < count:
            number, first = self._at(Frames(start + done))
            song = self._turn_to(number)
            some = Frames(min(count - done, song.length - first))
            block[done : done + some] = _rounded(song.read(first, some))
            done += some
            self._songs[(number + 1) % len(self._songs)].measure()
        return block

    def close(self) -> None:
        """Let go of the file that is open; reading opens it again."""
        if self._playing:
            self._playing.close()
        self._playing = None

    def _at(self, frame: Frames) -> tuple[int, Frames]:
        """Return which song is heard at `frame`, by its number, and which of its frames."""
        rest = int(frame)
        for number, song in enumerate(self._songs):
            if rest < song.length:
                return number, Frames(rest)
            rest -= song.length
        return self._at(Frames(rest % sum(each.length for each in self._songs)))

    def _turn_to(self, number: int) -> Song:
        song = self._songs[number]
        if song is not self._playing:
            self.close()
            self._playing = song
        return song


def music_files(paths: Sequence[Path]) -> list[Path]:
    """Return the files that `paths` stand for, in order.

    Raises:
        UsageError: a path is not there, or a folder holds no music.
    """
    return [file for path in paths for file in _files(path)]


def _files(path: Path) -> Iterator[Path]:
    if not path.exists():
        raise UsageError(f"there is no music at {path}; give a file or a folder")
    if not path.is_dir():
        yield path
        return
    found = [each for each in sorted(path.iterdir()) if _is_music(each)]
    if not found:
        raise UsageError(f"there is no music in the folder {path}; give a file or another folder")
    yield from found


def _is_music(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES and not path.name.startswith(".") and path.is_file()


def _rounded(wave: Wave) -> Stereo:
    return np.rint(wave * _SCALE).clip(_LOWEST, _HIGHEST).astype(np.int16)
