"""Where the program keeps what it keeps: clips, the listener's own scripts, small notes."""

import os
import re
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from voicecoach.errors import UsageError
from voicecoach.ordinary import read_ordinary
from voicecoach.unfinished import becoming, sweep

HOME_VARIABLE = "VOICECOACH_HOME"

_LARGEST = 1_000_000
"""Bytes of a note; a larger file is none of ours."""


class Home(msgspec.Struct, frozen=True):
    """The program's folders; none of them need exist.

    Attributes:
        cache: what can be made again.
        scripts: the listener's own.
        config: what the listener always wants.
        state: where sessions were left, what was accepted.
        data: what is kept for good.
    """

    cache: Path
    scripts: Path
    config: Path
    state: Path
    data: Path

    @property
    def clips(self) -> Path:
        """Folder of the clip cache."""
        return self.cache / "clips"

    @property
    def covers(self) -> Path:
        """Folder of the covers of tracks."""
        return self.cache / "covers"

    @property
    def tracks(self) -> Path:
        """Folder of what is known of tracks that were written."""
        return self.cache / "tracks"

    @property
    def config_file(self) -> Path:
        """What the listener always wants."""
        return self.config / "config.toml"

    @property
    def diary_file(self) -> Path:
        """What was done and when."""
        return self.data / "diary.db"

    @property
    def bookmarks(self) -> Path:
        """Folder of where sessions were left."""
        return self.state / "bookmarks"

    @property
    def usual(self) -> Path:
        """Folder of the settings that scripts are usually done with."""
        return self.state / "usual"


def find_home(environment: Mapping[str, str] = os.environ) -> Home:
    """Return the folders: all in ``VOICECOACH_HOME`` where that is set, else the platform's.

    Raises:
        UsageError: neither the environment nor the system knows a home.
    """
    try:
        return _folders(environment)
    except RuntimeError as error:  # of pathlib and of platformdirs
        advice = f"set {HOME_VARIABLE} to a folder for what the program keeps"
        raise UsageError(f"this user has no home folder: {advice}") from error


def _folders(environment: Mapping[str, str]) -> Home:
    if root := environment.get(HOME_VARIABLE):
        folder = Path(root)
        return Home(folder / "cache", folder / "scripts", folder, folder / "state", folder)
    from platformdirs import PlatformDirs  # noqa: PLC0415 - 15 ms, not needed with a home

    folders = PlatformDirs("voicecoach", appauthor=False)
    return Home(
        cache=folders.user_cache_path,
        scripts=folders.user_data_path / "scripts",
        config=folders.user_config_path,
        state=folders.user_state_path,
        data=folders.user_data_path,
    )


class Notes:
    """Small files in a folder, one for each name; each is whole or as it was before.

    The folder is made when the first is put there. What is put has reached the disk when `put`
    returns, so a power cut loses at most what was not put yet.

    Args:
        folder: of the files.
        sync: makes sure that an open file has reached the disk, given its descriptor.
        suffix: of the files.

    Attributes:
        problem: why the last `put` or `remove` failed; None where it did not. A note is
            never worth a session, so nothing is raised.
    """

    def __init__(
        self, folder: Path, sync: Callable[[int], None] = os.fsync, suffix: str = ".json"
    ) -> None:
        self._folder = folder
        self._sync = sync
        self._suffix = suffix
        self.problem: OSError | None = None

    def get(self, name: str) -> bytes | None:
        """Return what was put under `name`; None where there is nothing readable."""
        try:
            content = read_ordinary(self._path(name), _LARGEST + 1)
        except OSError:
            return None
        return content if len(content) <= _LARGEST else None

    def put(self, name: str, content: bytes) -> None:
        """Keep `content` under `name`, in place of what was there."""
        self.problem = None
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            sweep(self._folder)
            with becoming(self._path(name)) as file:
                file.write(content)
                file.flush()
                self._sync(file.fileno())
        except OSError as error:
            self.problem = error

    def remove(self, name: str) -> None:
        """Forget what was put under `name`, and what a power cut left unfinished."""
        self.problem = None
        try:
            sweep(self._folder)
            self._path(name).unlink(missing_ok=True)
        except OSError as error:
            self.problem = error

    def _path(self, name: str) -> Path:
        """Return a file name that every file system takes, and that no two names share."""
        readable = re.sub(r"[^A-Za-z0-9]+", "_", name)[:40]
        checksum = zlib.crc32(name.encode("utf-8", "surrogatepass"))
        return self._folder / f"{readable}-{checksum:08x}{self._suffix}"
