"""The command line: commands parse, call and print; what they call does the work.

A module of this package is imported at every start, so it imports nothing heavy: what a
command needs is imported when it runs.
"""

import os
import sys
from io import TextIOWrapper
from typing import Annotated

import typer

from voicecoach import __version__
from voicecoach.cli import (
    check,
    course,
    devices,
    doctor,
    export,
    import_script,
    list_scripts,
    log,
    new_script,
    play,
    programme,
    remind,
    schema,
    share,
    timeline,
    today,
    voices,
)
from voicecoach.errors import VoicecoachError, printable

app = typer.Typer(
    name="voicecoach",
    help="Voice-guided exercise sessions: heard live, or as tracks for a phone.",
    epilog="This is not medical advice. Stop if pain grows sharp.",
    # Rich help costs more than all other imports together.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
)
app.command("play")(play.play)
app.command("export")(export.export)
app.command("timeline")(timeline.timeline)
app.command("check")(check.check)
app.command("list")(list_scripts.list_scripts)
app.command("new")(new_script.new)
app.command("import")(import_script.import_script)
app.command("schema")(schema.schema)
app.command("voices")(voices.voices)
app.command("share")(share.share)
app.command("today")(today.today)
app.add_typer(log.app, name="log")
app.add_typer(programme.app, name="programme")
app.command("remind")(remind.remind)
app.command("devices")(devices.devices)
app.command("progress")(course.progress)
app.command("doctor")(doctor.doctor)

CONFIGURED = ("play", "export", "timeline", "check", "share")
"""Commands with options that the listener's config gives other defaults."""


def main() -> None:
    """Run the command line and exit with the contract's codes."""
    _open_streams()
    try:
        app()
    except VoicecoachError as error:
        report(error)
        sys.exit(error.exit_code)
    except OSError as error:  # commands answer for their files; what is left is their output
        from voicecoach.track.writing import refusal

        told = refusal(str(error.filename or "the output"), error)
        report(told)
        sys.exit(told.exit_code)


def _open_streams() -> None:
    """Have the standard streams take whatever is written.

    Where there are none, as in a service, they lead nowhere: else a file of ours would take
    their place, and what is meant for them. Letters that they do not know become question marks.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - for good
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def report(error: VoicecoachError) -> None:
    """Tell the user of an error."""
    told = "\n".join(map(printable, str(error).split("\n")))
    # Problems of a script begin with their place, as a compiler's do.
    has_place = hasattr(error, "problems") and ": error: " in told
    typer.echo(told if has_place else f"voicecoach: error: {told}", err=True)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"voicecoach {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    context: typer.Context,
    _version: Annotated[
        bool,
        typer.Option("--version", help="Show the version.", callback=_show_version, is_eager=True),
    ] = False,
) -> None:
    """Voice-guided exercise sessions: heard live, or as tracks for a phone."""
    if context.invoked_subcommand in CONFIGURED:
        context.default_map = dict.fromkeys(CONFIGURED, _usual_options())


def _usual_options() -> dict[str, object]:
    from voicecoach.config import read_config
    from voicecoach.home import find_home

    return read_config(find_home().config_file).options()
