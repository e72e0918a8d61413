"""``voicecoach log``: what was done and when."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voicecoach.cli import options
from voicecoach.cli.telling import tell, tell_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from voicecoach.diary.entry import Entry

DAYS = 14
"""How many days are shown where nothing else is asked for."""

app = typer.Typer(
    help="The diary: what was done and when.", rich_markup_mode=None, invoke_without_command=True
)

Id = Annotated[
    str, typer.Argument(metavar="ID", help="Of a session, as 'voicecoach log' shows it; or 'last'.")
]
At = Annotated[
    str | None,
    typer.Option("--at", metavar="WHEN", help="When it began: 14:30, yesterday 8:00, a day."),
]
Done = Annotated[
    str | None,
    typer.Option("--done", metavar="TIME", help="How much of it was done, such as 6min."),
]
Pain = Annotated[
    str | None, typer.Option("--pain", metavar="0-10", help="Pain in it; 'none' for not said.")
]
Effort = Annotated[
    str | None, typer.Option("--effort", metavar="0-10", help="Effort; 'none' for not said.")
]
Note = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="Your own words.")]


@app.callback()
def log(
    context: typer.Context,
    days: Annotated[
        int, typer.Option("--days", metavar="N", min=1, max=100_000, help="How many days.")
    ] = DAYS,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="From this day on.")
    ] = None,
    json: options.Json = False,
) -> None:
    """Show what was done; the commands below correct it."""
    if context.invoked_subcommand is not None:
        return
    from voicecoach.cli.diaries import open_diary
    from voicecoach.diary.exchange import to_json
    from voicecoach.diary.programme import ONE_DAY
    from voicecoach.diary.when import now, read_day

    today = now().date()
    first = read_day(since, today) if since is not None else today - (days - 1) * ONE_DAY
    entries = open_diary().entries()
    shown = [entry for entry in entries if entry.day >= first]
    if json:
        typer.echo(to_json(shown).encode())
        return
    for line in lines_of(shown, entries):
        tell(line)
    if not shown:
        typer.echo(f"nothing was done since {first}", err=True)


@app.command("add")
def add(
    script: options.Script,
    at: At = None,
    done: Done = None,
    pain: Pain = None,
    effort: Effort = None,
    note: Note = None,
    assignments: options.Set = None,
) -> None:
    """Add a session that was done without this program, such as one from a phone."""
    from voicecoach.cli.corrections import Correction, added
    from voicecoach.cli.diaries import open_diary

    correction = Correction(at, done, pain, effort, note, tuple(assignments or ()))
    entry = added(script, correction)
    open_diary().add([entry])
    _tell(entry)


@app.command("edit")
def edit(
    entry_id: Id,
    at: At = None,
    done: Done = None,
    pain: Pain = None,
    effort: Effort = None,
    note: Note = None,
    assignments: options.Set = None,
) -> None:
    """Correct a session: what is not given stays as it is."""
    from voicecoach.cli.corrections import Correction, corrected
    from voicecoach.cli.diaries import open_diary
    from voicecoach.diary.identity import find
    from voicecoach.errors import UsageError

    correction = Correction(at, done, pain, effort, note, tuple(assignments or ()))
    if correction == Correction():
        raise UsageError("say what to correct, such as --pain 3; --help shows what there is")
    diary = open_diary()
    found = find(diary.entries(), entry_id)
    change = corrected(found, correction)
    _tell(diary.change(found.id, change) or found)


@app.command("remove")
def remove(entry_id: Id) -> None:
    """Remove a session."""
    from voicecoach.cli.diaries import open_diary
    from voicecoach.diary.identity import find

    diary = open_diary()
    found = find(diary.entries(), entry_id)
    diary.remove(found.id)
    typer.echo("removed:")
    _tell(found)


@app.command("export")
def export(
    form: Annotated[
        str | None, typer.Option("--format", metavar="csv|json", help="Default: as --out, or csv.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Default: to the terminal.")
    ] = None,
) -> None:
    """Write all sessions as a table (CSV) or as JSON."""
    from voicecoach.cli.diaries import open_diary
    from voicecoach.diary.exchange import WRITERS
    from voicecoach.track.writing import whole_file

    write = WRITERS[format_of(form, out)]
    text = write(open_diary().entries())
    if out is None:
        typer.echo(text.encode(), nl=False)
        return
    with whole_file(out) as file:
        file.write(text.encode())
    tell_path(out)


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What 'log export' has written.")],
) -> None:
    """Take sessions from a file; those that are there already stay as they are."""
    from voicecoach.cli.diaries import open_diary
    from voicecoach.diary.exchange import READERS

    read = READERS[format_of(None, file)]
    entries = read(str(file), _text_of(file))
    added = open_diary().add(entries)
    told = f"{len(added)} added"
    if there := len(entries) - len(added):
        told += f", {there} there already"
    typer.echo(told)


@app.command("erase")
def erase(
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Remove the whole diary: all sessions and programmes, and where sessions were left."""
    from voicecoach.cli.diaries import erase_all, open_diary
    from voicecoach.errors import UsageError
    from voicecoach.home import find_home

    diary = open_diary()
    if not yes and not sys.stdin.isatty():
        raise UsageError("nobody can be asked here: add --yes to remove the whole diary")
    count = len(diary.entries())
    if not yes and not typer.confirm(
        f"Remove the diary with its entries ({count}) and the programme for good?"
    ):
        typer.echo("Nothing was removed.", err=True)
        return
    erase_all(find_home())
    typer.echo("The diary is gone.")


def _text_of(file: Path) -> str:
    """Read a file of sessions.

    Raises:
        UsageError: it cannot be read, or it is not text.
    """
    from voicecoach.errors import UsageError

    try:
        return file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"cannot read {file}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{file} is not UTF-8: give what 'log export' wrote") from error


def format_of(asked: str | None, path: Path | None) -> str:
    """Return the format that is asked for, or that a file is named after.

    Raises:
        UsageError: there is none of that name.
    """
    from voicecoach.diary.exchange import WRITERS
    from voicecoach.errors import UnknownNameError

    form = asked or (path.suffix.lower().lstrip(".") if path else "csv")
    if form not in WRITERS:
        raise UnknownNameError("format", form, sorted(WRITERS))
    return form


def lines_of(entries: "Sequence[Entry]", among: "Sequence[Entry]") -> "Iterator[str]":
    """Write sessions under their days.

    Args:
        entries: that are shown.
        among: all there are, so that no two ids look alike.
    """
    from itertools import groupby

    from voicecoach.cli.diaries import day_in_words
    from voicecoach.diary.identity import short_ids

    ids = short_ids(among)
    widest = max((len(entry.script) for entry in entries), default=0)
    for day, of_day in groupby(entries, key=_day):
        yield day_in_words(day)
        for entry in of_day:
            yield from _lines(entry, ids, widest)


def _lines(entry: "Entry", ids: "Mapping[str, str]", widest: int) -> "Iterator[str]":
    from voicecoach.player.screen.text import harmless
    from voicecoach.units import format_clock

    scores = (("pain", entry.pain), ("effort", entry.effort))
    done = f"{format_clock(entry.done_ms)} of {format_clock(entry.duration_ms)}"
    parts = [
        ids[entry.id],
        f"{entry.started_at:%H:%M}",
        f"{harmless(entry.script):<{widest}}",
        f"{done:>14}",
        f"{entry.outcome:<11}",
        *(f"{name} {score}" for name, score in scores if score is not None),
        " ".join(f"{name}={text}" for name, text in entry.settings.items()),
    ]
    yield f"  {harmless('  '.join(parts))}".rstrip()
    if entry.note:
        yield f"        {harmless(entry.note)}"


def _day(entry: "Entry") -> "date":
    return entry.day


def _tell(entry: "Entry") -> None:
    from voicecoach.cli.diaries import open_diary

    for line in lines_of([entry], [*open_diary().entries(), entry]):
        tell(line)
