"""Files that are whole or not there."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from voicecoach.errors import TrackError
from voicecoach.unfinished import becoming, sweep

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
    before. On success what was there is replaced. What was left behind in the folder by a
    process that was killed is removed.

    Raises:
        TrackError: the system refused, here or in the block.
    """
    try:
        _refuse_what_is_no_file(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        sweep(path.parent)
        with becoming(path) as file:
            yield file
    except OSError as error:
        raise refusal(str(path), error) from error


def refusal(path: str, error: OSError) -> TrackError:
    """Return what is told where the system refused that something be written."""
    advice = _ADVICE.get(error.errno or 0, _OTHERWISE)
    return TrackError(path, _clause(error.strerror or str(error)), advice)


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


def _refuse_what_is_no_file(path: Path) -> None:
    """Raise now what replacing a folder would raise; a pipe or a device is not replaced either."""
    with suppress(FileNotFoundError, NotADirectoryError):
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not stat.S_ISREG(mode):
            raise OSError(errno.EINVAL, "it is a pipe or a device")


def _clause(words: str) -> str:
    return words[:1].lower() + words[1:]
