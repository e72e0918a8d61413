"""Where tracks go and what they are called."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from voicecoach.errors import UnknownNameError, UsageError
from voicecoach.script.settings import Value
from voicecoach.track.export import FORMATS

DEFAULT_FOLDER = Path("audio")
DEFAULT_FORMAT = "mp3"


class Target(msgspec.Struct, frozen=True):
    """A file to be written.

    Attributes:
        path: of the file.
        format_name: what is written there.
    """

    path: Path
    format_name: str


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


def targets(
    names: Sequence[str], formats: Sequence[str], out: Path | None, usual: Sequence[str] = ()
) -> list[list[Target]]:
    """Return for each track of `names` the files to be written.

    Args:
        names: of the tracks.
        formats: asked for; empty for the default, or for what `out` says by its suffix.
        out: an existing folder or a name without a known suffix is a folder; any other
            is the file itself.
        usual: formats where none is asked for.

    Raises:
        UnknownNameError: there is no such format.
        UsageError: one file for several tracks, or of another format than its name says.
    """
    for name in (*formats, *usual):
        if name not in FORMATS:
            raise UnknownNameError("format", name, list(FORMATS))
    folder = DEFAULT_FOLDER if out is None else out
    suffix = folder.suffix.lower().removeprefix(".")
    if suffix not in FORMATS or folder.is_dir():
        chosen = list(dict.fromkeys(formats or usual)) or [DEFAULT_FORMAT]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice:
            raise UsageError(f"two tracks would be named '{twice}': export one of them elsewhere")
        return [[Target(folder / f"{name}.{each}", each) for each in chosen] for name in names]
    if len(names) > 1:
        raise UsageError(f"{folder} is one file, and there are {len(names)} tracks: give a folder")
    if set(formats) - {suffix}:
        raise UsageError(f"{folder} is named as {suffix}, not {' or '.join(formats)}")
    return [[Target(folder, suffix)]]
