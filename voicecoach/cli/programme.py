"""``voicecoach programme``: what is to be done daily."""

from typing import TYPE_CHECKING, Annotated

import typer

from voicecoach.cli import options
from voicecoach.cli.telling import tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from voicecoach.diary.programme import History, Pause, Programme

MOST_PER_DAY = 24
LONGEST_PAUSE = 366
"""Days; who rests longer has no programme."""

app = typer.Typer(
    help="What is to be done daily: set it, show it, rest from it.",
    rich_markup_mode=None,
    invoke_without_command=True,
)


@app.callback()
def programme(context: typer.Context) -> None:
    """What is to be done daily: set it, show it, rest from it."""
    if context.invoked_subcommand is None:
        show()


@app.command("set")
def set_(
    scripts: options.Scripts,
    per_day: Annotated[
        int,
        typer.Option(
            "--per-day", metavar="N", min=1, max=MOST_PER_DAY, help="Doses a day, of each script."
        ),
    ],
    wakes: Annotated[
        str, typer.Option("--from", metavar="TIME", help="When the day's first dose may be.")
    ] = "08:00",
    sleeps: Annotated[
        str, typer.Option("--to", metavar="TIME", help="When the last one should be done.")
    ] = "21:00",
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help="The last day.")
    ] = None,
) -> None:
    """Set what is to be done each day from today on."""
    from voicecoach.cli.diaries import open_diary
    from voicecoach.diary.programme import Programme, set_programme
    from voicecoach.diary.when import now, read_day, read_time
    from voicecoach.errors import UsageError

    today = now().date()
    wanted = Programme(
        scripts=names_of(scripts),
        per_day=per_day,
        wakes=read_time(wakes),
        sleeps=read_time(sleeps),
        first=today,
        last=read_day(until, today) if until is not None else None,
    )
    if wanted.sleeps <= wanted.wakes:
        raise UsageError(f"--to {sleeps} is not later than --from {wakes}")
    if wanted.last and wanted.last < today:
        raise UsageError(f"--until {until} is over already")
    history = open_diary().change_history(lambda history: set_programme(history, wanted))
    _tell(history[-1], today)


@app.command("show")
def show(json: options.Json = False) -> None:
    """Show the programme."""
    from voicecoach.cli.diaries import open_diary
    from voicecoach.diary.when import now

    today = now().date()
    current = current_programme(open_diary().history(), today)
    if json:
        typer.echo(as_json(current))
    elif current is None:
        typer.echo("There is no programme.")
    else:
        _tell(current, today)


@app.command("pause")
def pause(
    first: Annotated[
        str, typer.Option("--from", metavar="DATE", help="The first day of rest.")
    ] = "today",
    last: Annotated[
        str | None, typer.Option("--to", metavar="DATE", help="The last day of rest.")
    ] = None,
    days: Annotated[
        int | None,
        typer.Option("--days", metavar="N", min=1, max=LONGEST_PAUSE, help="How many days."),
    ] = None,
) -> None:
    """Rest for some days: nothing is due on them."""
    from voicecoach.diary.programme import pause as rest
    from voicecoach.diary.when import now

    today = now().date()
    resting = read_pause(first, last, days, today)
    _change(lambda history: rest(history, resting), today)


@app.command("resume")
def resume() -> None:
    """Rest no more, from today on."""
    from voicecoach.diary.programme import resume as go_on
    from voicecoach.diary.when import now

    today = now().date()
    _change(lambda history: go_on(history, today), today)


@app.command("clear")
def clear() -> None:
    """End the programme; what was due before today stays in the diary."""
    from voicecoach.cli.diaries import open_diary
    from voicecoach.diary.programme import clear as end
    from voicecoach.diary.when import now

    today = now().date()
    open_diary().change_history(lambda history: end(required(history, today), today))
    typer.echo("There is no programme any more.")


def names_of(scripts: "Sequence[str]") -> tuple[str, ...]:
    """Return the names of scripts that can be in a programme.

    Raises:
        UsageError: one cannot be used, cannot be asked for by name, or is there twice.
    """
    from voicecoach.cli.orders import open_library
    from voicecoach.errors import UsageError
    from voicecoach.home import find_home

    library, names = open_library(), []
    for script in scripts:
        entry = library.find(script)
        library.load(script)
        if entry not in library.entries():
            folder = find_home().scripts
            raise UsageError(f"a programme has scripts by name: put {script} into {folder}")
        if entry.name in names:
            raise UsageError(f"'{entry.name}' is there twice: --per-day says how often it is due")
        names.append(entry.name)
    return tuple(names)


def read_pause(first: str, last: str | None, days: int | None, today: "date") -> "Pause":
    """Read the days of a pause.

    Raises:
        UsageError: they make no sense.
    """
    from voicecoach.diary.programme import ONE_DAY, Pause
    from voicecoach.diary.when import read_day
    from voicecoach.errors import UsageError

    if (last is None) == (days is None):
        raise UsageError("say how long you rest: --days N, or --to DATE")
    begins = read_day(first, today)
    ends = read_day(last, today) if last is not None else begins + ((days or 1) - 1) * ONE_DAY
    if ends < begins:
        raise UsageError(f"--to {last} is before {begins}, when the pause begins")
    if (ends - begins).days >= LONGEST_PAUSE:
        advice = "'voicecoach programme clear' ends the programme"
        raise UsageError(f"a pause has at most {LONGEST_PAUSE} days; {advice}")
    return Pause(begins, ends)


def current_programme(history: "History", today: "date") -> "Programme | None":
    """Return the programme that was set last, unless it has ended."""
    ended = not history or (history[-1].last is not None and history[-1].last < today)
    return None if ended else history[-1]


def required(history: "History", today: "date") -> "History":
    """Return the history, where there is a programme.

    Raises:
        UsageError: there is none.
    """
    from voicecoach.errors import UsageError

    if current_programme(history, today) is None:
        advice = "'voicecoach programme set SCRIPT --per-day N' makes one"
        raise UsageError(f"there is no programme; {advice}")
    return history


def lines_of(programme: "Programme", today: "date") -> "Iterator[str]":
    """Write a programme."""
    from voicecoach.cli.diaries import day_in_words
    from voicecoach.diary.calendar import dose_times

    hours = f"from {programme.wakes:%H:%M} to {programme.sleeps:%H:%M}"
    yield f"{', '.join(programme.scripts)}: {programme.per_day} a day each, {hours}"
    yield f"  spread evenly: {', '.join(f'{at:%H:%M}' for at in dose_times(programme))}"
    yield f"  since {day_in_words(programme.first)}"
    if programme.last:
        yield f"  until {day_in_words(programme.last)}"
    for pause in programme.pauses:
        if pause.last >= today:
            yield f"  rests from {day_in_words(pause.first)} to {day_in_words(pause.last)}"


def as_json(programme: "Programme | None") -> bytes:
    """Write a programme for programs, in the words of the options; ``null`` for none."""
    import msgspec

    told = programme and {
        "scripts": programme.scripts,
        "per_day": programme.per_day,
        "from": f"{programme.wakes:%H:%M}",
        "to": f"{programme.sleeps:%H:%M}",
        "since": programme.first,
        "until": programme.last,
        "pauses": [{"from": pause.first, "to": pause.last} for pause in programme.pauses],
    }
    return msgspec.json.format(msgspec.json.encode(told))


def _change(change: "Callable[[History], History]", today: "date") -> None:
    from voicecoach.cli.diaries import open_diary

    history = open_diary().change_history(lambda history: change(required(history, today)))
    _tell(history[-1], today)


def _tell(programme: "Programme", today: "date") -> None:

    for line in lines_of(programme, today):
        tell(line)
