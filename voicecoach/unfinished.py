"""Files in the making: hidden beside what they become, until they are whole.

One that is left behind, because the power failed or the process was killed, is told from
one in the making by its lock: that ends with the process, however it ends.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import BinaryIO

_NAME, _ANY = ".voicecoach-{}.part", ".voicecoach-*.part"


@contextmanager
def becoming(path: Path) -> Iterator[BinaryIO]:
    """Open a new file, to write and read, that takes the place of `path` when the block ends well.

    If the block raises anything, the file is gone, and what was at `path` is as before.

    Raises:
        OSError: the system refused.
    """
    with ExitStack() as claims:
        hidden, file = _begin(path, claims)
        try:
            with file:
                yield file
            hidden.replace(path)
        finally:
            with suppress(OSError):
                hidden.unlink()


def _begin(path: Path, claims: ExitStack) -> tuple[Path, BinaryIO]:
    """Make a hidden file beside `path` that is claimed as long as `claims` is open."""
    while True:
        hidden = path.with_name(_NAME.format(os.urandom(6).hex()))
        file = hidden.open("x+b")
        claims.enter_context(_claimed(file.fileno()))
        if os.fstat(file.fileno()).st_nlink:
            return hidden, file
        file.close()  # it was swept away before it was claimed


def sweep(folder: Path) -> None:
    """Remove what was left behind in a folder, as far as the system allows."""
    with suppress(OSError):
        for path in folder.glob(_ANY):
            with suppress(OSError):
                _remove_unclaimed(path)


if sys.platform == "win32":

    def _claimed(_descriptor: int) -> AbstractContextManager[None]:
        """Claim a file by nothing: an open one cannot be removed there."""
        return nullcontext()

    def _remove_unclaimed(path: Path) -> None:
        path.unlink()

else:
    import fcntl

    @contextmanager
    def _claimed(descriptor: int) -> Iterator[None]:
        """Lock a file, though it be closed meanwhile, until the block ends."""
        held = os.dup(descriptor)
        try:
            with suppress(OSError):  # there are file systems without locks
                fcntl.flock(held, fcntl.LOCK_EX)
            yield
        finally:
            os.close(held)

    def _remove_unclaimed(path: Path) -> None:
        # Neither a link nor a pipe of that name is ours, and none may lead or hold us anywhere.
        found = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            fcntl.flock(found, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()
        finally:
            os.close(found)
