"""The library: scripts by name, the bundled ones and the listener's own, and by path."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from voicecoach.errors import UnknownNameError, UsageError
from voicecoach.script.loader import Fetch, Source, load
from voicecoach.script.model import Script

SUFFIXES = (".yaml", ".yml")
MAX_BYTES = 4_000_000
"""A file larger than this is not read; the language's own limit is a million characters."""

_PACKAGE = Path(__file__).parent


class Entry(msgspec.Struct, frozen=True):
    """A script there is.

    Attributes:
        name: by which it is asked for.
        path: of its file.
    """

    name: str
    path: Path


def bundled_folder() -> Path:
    """Folder of the scripts that come with the program, in a wheel or in a checkout."""
    installed = _PACKAGE / "bundled"
    return installed if installed.is_dir() else _PACKAGE.parent / "scripts"


class Library:
    """Scripts in folders, the first folder before the second.

    Args:
        folders: where to look for names.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = tuple(folders)

    def entries(self) -> Iterator[Entry]:
        """Every script by name; where two share one, the first folder's."""
        seen = set()
        for folder in self._folders:
            paths = folder.glob("*") if folder.is_dir() else ()
            for path in sorted(paths, key=lambda path: path.stem):
                if path.suffix in SUFFIXES and path.stem not in seen:
                    seen.add(path.stem)
                    yield Entry(path.stem, path)

    def find(self, script: str) -> Entry:
        """Return the script of that name or path; ``name.yaml`` may be a name as well.

        Raises:
            UnknownNameError: there is none.
        """
        entries = {entry.name: entry for entry in self.entries()}
        path = Path(script)
        if path.suffix.lower() in SUFFIXES or "/" in script or os.sep in script:
            kept = entries.get(path.stem) if path.name == script else None
            return kept if kept and not path.exists() else Entry(path.stem, path)
        if script not in entries:
            advice = "'voicecoach list' shows those there are; or give the path of a .yaml file"
            raise UnknownNameError("script", script, sorted(entries), advice)
        return entries[script]

    def load(self, script: str) -> Script:
        """Read the script of that name or path.

        Raises:
            UnknownNameError: there is none of that name.
            UsageError: its file cannot be read.
            ScriptError: with every problem there is.
        """
        path = self.find(script).path
        return load(read_text(path), str(_shortest(path)), self._fetcher(path.parent))

    def _fetcher(self, folder: Path) -> Fetch:
        """Return what finds the scripts that one in `folder` includes.

        They are found by name in the library and in `folder`, or by a path; none may lie
        outside of these folders.
        """
        allowed = [each.resolve() for each in (folder, *self._folders)]
        library = Library((folder, *self._folders))

        def fetch(name: str, including: str) -> Source:
            path = Path(name)
            if len(path.parts) > 1 or path.suffix.lower() in SUFFIXES:
                path = Path(including).parent / path
            else:
                path = library.find(name).path
            real = path.resolve()
            if not any(real.is_relative_to(each) for each in allowed):
                raise UsageError(f"'{name}' lies outside of the folders that scripts may include")
            return Source(read_text(path), str(_shortest(path)))

        return fetch


def read_text(path: Path, what: str = "script") -> str:
    """Read a text file of reasonable size.

    Args:
        path: of the file.
        what: it is to the user, for messages.

    Raises:
        UsageError: it cannot be read, is too large, or is not UTF-8.
    """
    try:
        if path.exists() and not path.is_file():
            raise UsageError(f"{path} is not a file: give the path of a {what}")
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"cannot read the {what} {path}: {reason}") from error
    if len(content) > MAX_BYTES:
        raise UsageError(f"{path} is larger than {MAX_BYTES:,} bytes: that is not a {what}")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UsageError(f"{path}:{line}: this is not UTF-8: save the file as UTF-8") from error


def _shortest(path: Path) -> Path:
    """Return the path from the current folder, where it lies in it."""
    try:
        return path.resolve().relative_to(Path.cwd())
    except (OSError, ValueError):
        return path
