"""The clip cache: what was spoken once is not spoken again.

An entry is a file that holds its key beside its samples, and a checksum over both. It is
found by a checksum of its key: two keys that share one replace each other, no more.
"""

import struct
import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from voicecoach.ordinary import read_ordinary
from voicecoach.unfinished import becoming, sweep

_MAGIC = b"VCCLIP1\n"
_HEADER = struct.Struct("<8sIII")
"""Magic, bytes of the key, bytes of the samples, checksum of both."""


class ClipCache:
    """Clips in a folder, which is made when the first is put there.

    Any number of processes may use it at the same time.

    Attributes:
        problem: why clips cannot be kept; None while they can. After the first problem
            nothing more is written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._is_swept = False
        self.problem: OSError | None = None

    def get(self, key: str) -> NDArray[np.int16] | None:
        """Return the read-only samples put under `key`; None where there is no sound entry."""
        try:
            entry = read_ordinary(self._path(key))
            magic, key_size, size, checksum = _HEADER.unpack_from(entry)
        except (OSError, struct.error):
            return None
        content = memoryview(entry)[_HEADER.size :]
        whole = magic == _MAGIC and key_size + size == len(content)
        if not whole or zlib.crc32(content) != checksum or content[:key_size] != key.encode():
            return None
        return np.frombuffer(content[key_size:], "<i2").astype(np.int16, copy=False)

    def put(self, key: str, samples: NDArray[np.int16]) -> None:
        """Keep `samples` under `key`; where that fails, `problem` says why."""
        if self.problem is not None:
            return
        name, pcm = key.encode(), samples.astype("<i2", copy=False).tobytes()
        header = _HEADER.pack(_MAGIC, len(name), len(pcm), zlib.crc32(name + pcm))
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._sweep_once()
            with becoming(self._path(key)) as file:
                file.write(header + name + pcm)
        except OSError as error:
            self.problem = error

    def _sweep_once(self) -> None:
        """Remove what was left behind in the folder; it has too many files to look often."""
        if not self._is_swept:
            sweep(self._folder)
            self._is_swept = True

    def _path(self, key: str) -> Path:
        name = key.encode()
        return self._folder / f"{zlib.crc32(name):08x}{zlib.adler32(name):08x}.clip"
