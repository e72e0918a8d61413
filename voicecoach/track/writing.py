"""Files that are whole or not there."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from voicecoach.errors import TrackError

_FULL = "free some space, or choose a folder on another disk"
_FORBIDDEN = "choose a folder that you may write to"
_ADVICE = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: "choose a shorter session, another format, or a disk that takes larger files",
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.EROFS: _FORBIDDEN,
    errno.ENAMETOOLONG: "choose a shorter name",
    errno.EISDIR: "choose a name that is not a folder's",
    errno.ENOTDIR: "choose a folder that is not a file",
    errno.EEXIST: "choose a folder that is not a file",
}
_OTHERWISE = "choose another place"


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Open a new file, to be written and read, that becomes `path` when the block ends well.

    Until then it has a hidden name of its own in the same folder, which is made where it is
    missing. If the block raises anything, the file is gone, and what was at `path` is as
    before. On success what was there is replaced.

    Raises:
        TrackError: the system refused, here or in the block.
    """
    hidden = path.with_name(f".voicecoach-{os.getpid()}-{os.urandom(4).hex()}.part")
    try:
        _refuse_folder(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with hidden.open("x+b") as file:
                yield file
            hidden.replace(path)
        finally:
            with suppress(OSError):
                hidden.unlink()
    except OSError as error:
        advice = _ADVICE.get(error.errno or 0, _OTHERWISE)
        raise TrackError(str(path), _clause(error.strerror or str(error)), advice) from error


def keep_file(path: Path, content: bytes) -> None:
    """Have `content` at `path`; a file that has it already is left as it is.

    Raises:
        TrackError: the system refused.
    """
    with suppress(OSError):
        if path.stat().st_size == len(content) and path.read_bytes() == content:
            return
    with whole_file(path) as file:
        file.write(content)


def _refuse_folder(path: Path) -> None:
    """Raise now what replacing `path` would raise when all the work is done."""
    with suppress(FileNotFoundError, NotADirectoryError):
        if stat.S_ISDIR(path.stat().st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))


def _clause(words: str) -> str:
    return words[:1].lower() + words[1:]
