"""``voicecoach new``: a script to start from."""

import os
import re
from pathlib import Path
from typing import Annotated

import typer

TEMPLATE = Path(__file__).with_name("template.yaml")

_LONGEST = 255
"""Bytes in the name of a file, wherever it may be copied to."""

_SEPARATORS = ("/", "\\")
_TROUBLESOME = '/\\<>:"|?*'
"""Characters that some system does not allow in a file's name."""


def new(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="Of the script, or the path of a new file.")
    ],
) -> None:
    """Write a commented script to start from, and show where it is."""
    path = place_for(name)
    write_new(path, filled(name, path.stem))
    typer.echo(path)


def place_for(name: str, advice: str = "choose another name") -> Path:
    """Return where a new script goes: into the listener's own scripts, or where the path says.

    Args:
        name: of the script, or the path of its file.
        advice: what to do where the name is taken by a bundled script.

    Raises:
        UsageError: no script can have that name.
    """
    from voicecoach.errors import UsageError
    from voicecoach.home import find_home
    from voicecoach.library import SUFFIXES, Library, bundled_folder

    path = Path(name)
    file = path.name if path.suffix in SUFFIXES else f"{path.name}.yaml"
    if problem := _problem_of(name, file):
        raise UsageError(f"'{_shown(name)}' cannot be the name of a script: {problem}")
    if path.suffix in SUFFIXES or len(path.parts) > 1:
        return path.with_name(file)
    if name in (entry.name for entry in Library((bundled_folder(),)).entries()):
        raise UsageError(f"there is a script '{name}' already, a bundled one: {advice}")
    return find_home().scripts / file


def _problem_of(name: str, file: str) -> str:
    """Say what is wrong with a name; nothing where it is right."""
    stem = Path(file).stem
    if not name.isprintable():
        return "it has characters that cannot be seen"
    if name.endswith(_SEPARATORS) or stem.strip(" .") != stem:
        return "give a name like wall-sit, or a path like exercises/wall-sit.yaml"
    if any(character in _TROUBLESOME for character in file):
        return f"leave out {' '.join(_TROUBLESOME)}"
    if stem.startswith("-"):
        return "let it begin with a letter"
    if len(file.encode()) > _LONGEST:
        return f"it makes {len(file.encode())} bytes, and a file's name has at most {_LONGEST}"
    return ""


def _shown(name: str) -> str:
    """Return a name as it can stand in a message."""
    from voicecoach.errors import printable

    longest = 60
    shown = printable(name)
    return shown if len(shown) <= longest else f"{shown[:longest]}…"


def filled(name: str, stem: str) -> str:
    """Return the template with the script's name and a title made of it."""
    from json import dumps

    title = title_of(stem)
    plain = re.fullmatch(r"\w[\w ]*", title)
    values = {"NAME": name, "TITLE": title if plain else dumps(title, ensure_ascii=False)}
    text = TEMPLATE.read_text(encoding="utf-8")
    return re.sub("|".join(values), lambda match: values[match[0]], text)


def title_of(stem: str) -> str:
    """Make a title of the name of a file, without its suffix."""
    title = re.sub(r"[-_ ]+", " ", stem)
    return title[:1].upper() + title[1:]


def write_new(path: Path, text: str, advice: str = "choose another name") -> None:
    """Write a new file, whole or not at all.

    Args:
        path: of the file.
        text: its content.
        advice: what to do where there is something already.

    Raises:
        UsageError: there is something of that name.
        TrackError: the system refused.
    """
    from voicecoach.errors import UsageError
    from voicecoach.track.writing import whole_file

    if os.path.lexists(path):
        raise UsageError(f"{path} is there already: {advice}")
    with whole_file(path) as file:
        file.write(text.encode())
