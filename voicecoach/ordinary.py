"""Reading files that may be no files: a pipe or a device in the place of one makes nobody wait."""

import errno
import os
import stat
from pathlib import Path

_PATIENCE = getattr(os, "O_NONBLOCK", 0)
"""Without this flag, opening a pipe waits for somebody to write."""


def read_ordinary(path: Path, most: int = -1) -> bytes:
    """Return the content of a file.

    Args:
        path: of the file.
        most: bytes to read; -1 for all.

    Raises:
        OSError: the system refused, or what is there is no ordinary file.
    """
    with open(path, "rb", opener=_open_at_once) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, "it is not a file", str(path))
        return file.read(most)


def _open_at_once(path: str, flags: int) -> int:
    return os.open(path, flags | _PATIENCE)
