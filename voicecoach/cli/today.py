"""``voicecoach today``: what is due today, done and left."""

from typing import TYPE_CHECKING, Annotated

import typer

from voicecoach.cli import options
from voicecoach.cli.telling import tell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from voicecoach.diary.agenda import Agenda, Doses

LEFT = 4
"""Exit code of ``--check`` with doses left."""


def today(
    check: Annotated[
        bool, typer.Option("--check", help="Exit with code 4 where doses are left.")
    ] = False,
    json: options.Json = False,
) -> None:
    """Show what is due today, and when the next dose is sensible."""
    from voicecoach.cli.diaries import open_diary
    from voicecoach.diary.agenda import agenda
    from voicecoach.diary.when import now

    diary, moment = open_diary(), now()
    day = agenda(diary.history(), diary.entries(first=moment.date()), moment)
    if json:
        typer.echo(as_json(day))
    else:
        for line in lines_of(day):
            tell(line)
    if check and day.left:
        raise typer.Exit(LEFT)


def command_for(script: str) -> str:
    """Return what starts a script."""
    from shlex import quote

    return f"voicecoach play {quote(script)}"


def lines_of(day: "Agenda") -> "Iterator[str]":
    """Write a day: how far it is, each script's share of it, and what to do next."""
    from voicecoach.cli.diaries import day_in_words

    named = day_in_words(day.now.date())
    yield f"{named}: {day.done} of {day.due} doses done" if day.due else named
    widest = max((len(each.script) for each in day.doses), default=0)
    for each in day.doses:
        yield f"  {each.script:<{widest}}  {_share(each, day)}".rstrip()
    yield from _following(day)


def _share(doses: "Doses", day: "Agenda") -> str:
    from voicecoach.cli.diaries import when_in_words

    if not doses.due:
        return f"{doses.done} done"
    told = f"{doses.done} of {doses.due}"
    if doses.next_at is None:
        return f"{told}  done"
    return f"{told}  next {when_in_words(doses.next_at, day.now)}"


def _following(day: "Agenda") -> "Iterator[str]":
    from voicecoach.cli.diaries import day_in_words, when_in_words

    if day.programme is None:
        if not day.doses:
            yield "Nothing was done yet."
        yield "There is no programme: 'voicecoach programme set SCRIPT --per-day N' makes one."
        return
    if day.next:
        yield f"Next: {day.next.script}, {when_in_words(day.next_at or day.now, day.now)}"
        yield f"  {command_for(day.next.script)}"
        return
    pause = day.programme.pause_on(day.now.date())
    yield f"The programme rests until {day_in_words(pause.last)}." if pause else "All done."
    if day.next_at:
        yield f"The next dose is due {when_in_words(day.next_at, day.now)}."


def as_json(day: "Agenda") -> bytes:
    """Write the same for programs; moments with the offset from UTC of the place."""
    import msgspec

    from voicecoach.diary.when import localize

    def moment(doses: "Doses | Agenda") -> str | None:
        return localize(doses.next_at).isoformat() if doses.next_at else None

    following = day.next
    report = {
        "day": day.now.date(),
        "programme": day.programme is not None,
        "due": day.due,
        "done": day.done,
        "left": day.left,
        "doses": [
            {
                "script": each.script,
                "due": each.due,
                "done": each.done,
                "left": each.left,
                "next_at": moment(each),
            }
            for each in day.doses
        ],
        "next_at": moment(day),
        "next": {"script": following.script, "command": command_for(following.script)}
        if following
        else None,
    }
    return msgspec.json.format(msgspec.json.encode(report))
