"""Where tracks go and what they are called."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from voicecoach.errors import UnknownNameError, UsageError
from voicecoach.script.settings import Value
from voicecoach.track.export import BARE, FORMATS, Target

DEFAULT_FOLDER = Path("audio")
DEFAULT_FORMAT = "mp3"


class Destination(msgspec.Struct, frozen=True):
    """Where tracks go, and as what.

    Attributes:
        folder: of all files.
        formats: of each track.
        file: the one file there is to be; None where files are named after tracks.
    """

    folder: Path
    formats: tuple[str, ...]
    file: Path | None = None

    @property
    def is_bare(self) -> bool:
        """Whether all its tracks hold the sound alone."""
        return set(self.formats) <= set(BARE)

    def targets(self, name: str) -> tuple[Target, ...]:
        """Return the files of the track `name`."""
        if self.file:
            return (Target(self.file, self.formats[0]),)
        return tuple(Target(self.beside(name, each), each) for each in self.formats)

    def beside(self, name: str, suffix: str) -> Path:
        """Return the file of that suffix that belongs to the track `name`."""
        return (
            self.file.with_suffix(f".{suffix}") if self.file else self.folder / f"{name}.{suffix}"
        )


def track_name(script: str, differing: Mapping[str, Value]) -> str:
    """Name a track after its script and the settings that are not the default.

    A choice says enough by itself; any other value is preceded by its setting's name:
    ``sitting-hold8s-left``.
    """
    parts = [
        value.text if value.kind == "text" else f"{name}{value.text}"
        for name, value in differing.items()
    ]
    return "-".join([script, *(re.sub(r"[^\w.]+", "_", part) for part in parts)])


def refuse_twice(names: Sequence[str]) -> None:
    """See that no two tracks have the same name.

    Raises:
        UsageError: two have.
    """
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise UsageError(f"two tracks would be named '{twice}': export one of them elsewhere")


def destination(
    out: Path | None, formats: Sequence[str], usual: Sequence[str] = (), several: str = ""
) -> Destination:
    """Return where tracks go.

    Args:
        out: an existing folder or a name without a known suffix is a folder; any other
            is the file itself.
        formats: asked for; empty for the default, or for what `out` says by its suffix.
        usual: formats where none is asked for.
        several: why one file will not do, a clause; empty where it will.

    Raises:
        UnknownNameError: there is no such format.
        UsageError: one file for several tracks, or of another format than its name says.
    """
    for name in (*formats, *usual):
        if name not in FORMATS:
            raise UnknownNameError("format", name, list(FORMATS))
    path = DEFAULT_FOLDER if out is None else out
    suffix = path.suffix.lower().removeprefix(".")
    if suffix not in FORMATS or path.is_dir():
        return Destination(path, tuple(dict.fromkeys(formats or usual)) or (DEFAULT_FORMAT,))
    if several:
        raise UsageError(f"{path} is one file, and {several}: give a folder")
    if set(formats) - {suffix}:
        raise UsageError(f"{path} is named as {suffix}, not {' or '.join(formats)}")
    return Destination(path.parent, (suffix,), path)
