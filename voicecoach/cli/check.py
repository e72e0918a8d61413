"""``voicecoach check``: every problem in some scripts."""

from typing import TYPE_CHECKING, Annotated

import typer

from voicecoach.cli import options
from voicecoach.cli.telling import tell

if TYPE_CHECKING:
    from voicecoach.script.problems import Problem


def check(
    scripts: options.Scripts,
    voice: options.Voice = options.DEFAULT_VOICE,
    rate: options.Rate = options.DEFAULT_RATE,
    json: Annotated[bool, typer.Option("--json", help="Write JSON, for editors.")] = False,
) -> None:
    """Show every problem in scripts, each with its place, and advice."""
    from voicecoach.cli.review import as_json, review

    found = {script: review(script, voice, rate) for script in scripts}
    if json:
        typer.echo(as_json([problem for problems in found.values() for problem in problems]))
    else:
        for script, problems in found.items():
            _show(script, problems)
    if any(problem.severity == "error" for problems in found.values() for problem in problems):
        raise typer.Exit(2)


def _show(script: str, problems: "list[Problem]") -> None:
    for problem in problems:
        typer.echo(str(problem))
    if not problems:
        tell(f"{script}: nothing to mend")
