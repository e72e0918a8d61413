"""Where the program keeps what it keeps: clips, the listener's own scripts."""

import os
from collections.abc import Mapping
from pathlib import Path

import msgspec

HOME_VARIABLE = "VOICECOACH_HOME"


class Home(msgspec.Struct, frozen=True):
    """The program's folders; none of them need exist.

    Attributes:
        cache: what can be made again.
        scripts: the listener's own.
    """

    cache: Path
    scripts: Path

    @property
    def clips(self) -> Path:
        """Folder of the clip cache."""
        return self.cache / "clips"


def find_home(environment: Mapping[str, str] = os.environ) -> Home:
    """Return the folders: all in ``VOICECOACH_HOME`` where that is set, else the platform's."""
    if root := environment.get(HOME_VARIABLE):
        return Home(cache=Path(root) / "cache", scripts=Path(root) / "scripts")
    from platformdirs import PlatformDirs  # noqa: PLC0415 - 15 ms, not needed with a home

    folders = PlatformDirs("voicecoach", appauthor=False)
    return Home(cache=folders.user_cache_path, scripts=folders.user_data_path / "scripts")
