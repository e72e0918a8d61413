"""``voicecoach import``: a script out of what people have."""

import re
from pathlib import Path
from typing import Annotated

import typer

_LONGEST_NAME = 60
"""Characters of a name that is made for a script, which is typed again and again."""

_ELSEWHERE = "give another place with --out"
_TAKEN = f"{_ELSEWHERE}, or --force to replace it"


def import_script(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A workout of w2a (.yaml), or a sheet (.csv).")
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="PATH", help="A folder, or the file (default: your own scripts)."
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a script that is there.")] = False,
) -> None:
    """Make a script of a workout in another format, and tell what could not be carried over."""
    from voicecoach.importing.formats import check_suffix, read_workout
    from voicecoach.importing.writing import write_script
    from voicecoach.library import read_text

    check_suffix(str(file), file.suffix)
    text = read_text(file, "workout")
    workout = read_workout(text, str(file), _title_of(file), file.suffix)
    path, name = _place(file, out)
    _write(path, write_script(workout, file.name, name), force)
    for problem in workout.missed:
        typer.echo(str(problem), err=True)
    typer.echo(path)
    typer.echo(f"next: voicecoach check {name}, then voicecoach play {name}", err=True)


def _title_of(file: Path) -> str:
    """Make a title of the name of the file, since the file itself has none."""
    from voicecoach.cli.new_script import title_of
    from voicecoach.importing.words import is_sayable, tidy

    title = title_of(tidy(file.stem))
    return title if is_sayable(title) else "Workout"


def _write(path: Path, text: str, force: bool) -> None:
    from voicecoach.cli.new_script import write_new
    from voicecoach.track.writing import whole_file

    if not force:
        write_new(path, text, _TAKEN)
        return
    with whole_file(path) as file:
        file.write(text.encode())


def _place(file: Path, out: Path | None) -> tuple[Path, str]:
    """Return where the script goes, and by what it is asked for there.

    Raises:
        UsageError: no script can have that name, or it is the file that is imported.
    """
    from shlex import quote

    from voicecoach.cli.new_script import place_for
    from voicecoach.errors import UsageError
    from voicecoach.library import SUFFIXES

    name = _name_of(file)
    if out is None:
        path, asked_for = place_for(name, _ELSEWHERE), name
    else:
        is_file = out.suffix in SUFFIXES and not out.is_dir()
        path = place_for(str(out if is_file else out / f"{name}.yaml"))
        asked_for = quote(str(path))
    if path.exists() and path.samefile(file):
        raise UsageError(f"{path} is what you import: {_ELSEWHERE}")
    return path, asked_for


def _name_of(file: Path) -> str:
    """Make a name for a script of that of the file."""
    words = re.sub(r"\W+", "-", file.stem.lower())
    return words[:_LONGEST_NAME].strip("-_") or "workout"
