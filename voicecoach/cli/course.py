"""``voicecoach progress``: the course over weeks, and what follows from it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voicecoach.cli import options
from voicecoach.cli.telling import tell, tell_path

if TYPE_CHECKING:
    from datetime import datetime

    from voicecoach.course.survey import Survey

LONGEST_WEEKS = 104


def progress(
    weeks: Annotated[
        int,
        typer.Option("--weeks", metavar="N", min=1, max=LONGEST_WEEKS, help="How many weeks back."),
    ] = 4,
    html: Annotated[
        Path | None,
        typer.Option("--html", metavar="FILE", help="Write a page to print, and to bring along."),
    ] = None,
    name: Annotated[
        str, typer.Option("--name", metavar="NAME", help="Whose course it is, on that page.")
    ] = "",
    accept: Annotated[
        str | None,
        typer.Option("--accept", metavar="SCRIPT", help="Do as is proposed for a script."),
    ] = None,
    decline: Annotated[
        str | None,
        typer.Option("--decline", metavar="SCRIPT", help="Leave a script as it is."),
    ] = None,
    keep: Annotated[
        str | None,
        typer.Option("--keep", metavar="SCRIPT", help="Do a script as --set says, from now on."),
    ] = None,
    assignments: options.Set = None,
    forget: Annotated[
        str | None,
        typer.Option("--forget", metavar="SCRIPT", help="Undo all that was accepted or kept."),
    ] = None,
    json: options.Json = False,
) -> None:
    """Show doses, pain and effort over weeks, and propose when to go on or back."""
    from functools import partial

    from voicecoach.cli import answering
    from voicecoach.cli.course_view import in_characters, show
    from voicecoach.course.record import to_json
    from voicecoach.diary.when import now
    from voicecoach.errors import UsageError

    answers = [
        (answer, script)
        for answer, script in (
            (answering.accept, accept),
            (answering.decline, decline),
            (partial(answering.keep, assignments=assignments or ()), keep),
            (answering.forget, forget),
        )
        if script is not None
    ]
    if len(answers) + (html is not None or json) > 1:
        choice = "--accept, --decline, --keep, --forget, or --html and --json"
        raise UsageError(f"one thing at a time: {choice}")
    if (keep is not None) != bool(assignments):
        raise UsageError("--keep and --set go together: --keep sitting --set weight=1.5kg")
    if name and html is None:
        raise UsageError("--name stands on the page that --html writes: give --html, too")
    moment = now()
    if answers:
        [(answer, script)] = answers
        for line in in_characters(answer(script, moment)).splitlines():
            tell(line)
        return
    surveyed = answering.look(moment, weeks)
    if html is not None:
        _write_page(surveyed, name, moment, html)
    if json:
        typer.echo(to_json(surveyed))
    elif html is not None:
        tell_path(html)
    else:
        show(surveyed)


def _write_page(surveyed: "Survey", name: str, moment: "datetime", path: Path) -> None:
    import os

    from voicecoach.errors import UsageError
    from voicecoach.home import find_home
    from voicecoach.report.page import page
    from voicecoach.track.writing import whole_file

    if path.suffix.lower() not in {".html", ".htm"}:
        raise UsageError(f"--html writes a page: give it a name like {path.stem}.html, not {path}")
    if surveyed.is_empty:
        raise UsageError("there is nothing to report: the diary is empty")
    # matplotlib keeps a list of fonts, and would look for the listener's own settings.
    os.environ["MPLCONFIGDIR"] = str(find_home().cache / "charts")
    written = page(surveyed, name, moment)
    with whole_file(path) as file:
        file.write(written)
