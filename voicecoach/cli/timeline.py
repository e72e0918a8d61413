"""``voicecoach timeline``: what will be said when."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from voicecoach.cli import options
from voicecoach.cli.telling import tell, tell_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from voicecoach.picture.strip import Line, Style
    from voicecoach.timeline import Timeline


def timeline(
    script: options.Script,
    assignments: options.Set = None,
    voice: options.Voice = options.DEFAULT_VOICE,
    rate: options.Rate = options.DEFAULT_RATE,
    guidance: options.Guidance = options.DEFAULT_GUIDANCE,
    seed: options.Seed = options.DEFAULT_SEED,
    svg: Annotated[
        Path | None,
        typer.Option("--svg", metavar="FILE", help="Draw a sheet to hand out, as SVG."),
    ] = None,
    json: options.Json = False,
) -> None:
    """Show what will be said when, as a picture and a table."""
    from voicecoach.cli.orders import take_order
    from voicecoach.cli.studio import produce
    from voicecoach.errors import UsageError
    from voicecoach.timeline import to_json

    if svg is not None and svg.suffix.lower() != ".svg":
        raise UsageError(f"--svg writes a drawing: give it a name like {svg.stem}.svg, not {svg}")
    made = produce([take_order(script, assignments, guidance, seed)], voice, rate)[0].timeline
    if svg is not None:
        _write_sheet(made, svg)
    if json:
        typer.echo(to_json(made))
        return
    if svg is not None:
        tell_path(svg)
    else:
        _show(made)
    for note in made.notes:
        tell(f"note: {note}", err=True)


def _write_sheet(timeline: "Timeline", path: Path) -> None:
    from voicecoach.picture.sheet import sheet
    from voicecoach.track.writing import whole_file

    drawn = sheet(timeline)
    with whole_file(path) as file:
        file.write(drawn)


def _show(timeline: "Timeline") -> None:
    from voicecoach.cli.table import body, heading

    tell(heading(timeline))
    typer.echo()
    for line in _picture(timeline):
        typer.echo(line)
    for row in body(timeline):
        typer.echo(row)


def _picture(timeline: "Timeline") -> "Iterable[str]":
    """Draw the session as wide as the terminal, in the characters and colours that it has."""
    from shutil import get_terminal_size

    from voicecoach.picture.strip import in_ascii, strip, text_of

    lines = list(strip(timeline, get_terminal_size().columns))
    if not _has_blocks():
        lines = [in_ascii(line) for line in lines]
    return map(_coloured, lines) if _has_colours() else map(text_of, lines)


def _has_blocks() -> bool:
    from voicecoach.picture.strip import BARS

    try:
        "".join(BARS.values()).encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _has_colours() -> bool:
    return (
        sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    )


def _coloured(line: "Line") -> str:
    looks = _looks()
    return "".join(typer.style(span.text, **looks.get(span.style, {})) for span in line)


def _looks() -> "Mapping[Style, dict[str, Any]]":
    """How each style looks; the colours of phases are those of a live session."""
    return {
        "instruction": {"fg": "cyan"},
        "ready": {"fg": "yellow"},
        "hold": {"fg": "magenta"},
        "rest": {"fg": "blue"},
        "move": {"fg": "green"},
        "switch": {"fg": "yellow"},
        "wait": {"fg": "cyan"},
        "finish": {"fg": "green"},
        "name": {"bold": True},
        "faint": {"dim": True},
    }
