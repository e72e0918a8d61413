"""``voicecoach play``: a live session."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from voicecoach.cli import options
from voicecoach.cli.telling import tell

if TYPE_CHECKING:
    from voicecoach.cli.live import Live
    from voicecoach.player.conductor import Conductor, Ended


def play(
    script: Annotated[
        str | None,
        typer.Argument(metavar="SCRIPT", help="Name or path (default: what is due next)."),
    ] = None,
    first: Annotated[
        str | None, typer.Option("--first", metavar="TIME", help="Play only the beginning.")
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on where the last session was left.")
    ] = False,
    plain: Annotated[
        bool, typer.Option("--plain", help="Print a line a phase: for screen readers.")
    ] = False,
    stats: Annotated[bool, typer.Option("--stats", help="Tell of gaps in the sound.")] = False,
    output: Annotated[
        str,
        typer.Option(
            "--output", metavar="NAME", help="auto, miniaudio, simpleaudio or silent (no sound)."
        ),
    ] = "auto",
    device: Annotated[
        str | None,
        typer.Option("--device", metavar="NAME", help="Sound device, or a part of its name."),
    ] = None,
    music: options.Music = None,
    assignments: options.Set = None,
    voice: options.Voice = options.DEFAULT_VOICE,
    rate: options.Rate = options.DEFAULT_RATE,
    guidance: options.FadingGuidance = None,
    seed: options.Seed = options.DEFAULT_SEED,
) -> None:
    """Play a session live, hands-free; q or Ctrl-C stops it."""
    from contextlib import ExitStack

    from voicecoach.cli.live import Live, Request
    from voicecoach.cli.studio import open_music, rate_with
    from voicecoach.errors import UsageError
    from voicecoach.player.conductor import Conductor
    from voicecoach.player.outputs import prepare_output
    from voicecoach.player.program import channels_with

    if resume and first is not None:
        raise UsageError("--first plays the beginning: leave it out, or --resume")
    limit = options.read_length("--first", first) if first is not None else None
    streams = (sys.stdin, sys.stdout, sys.stderr)
    on_screen = not plain and all(stream.isatty() for stream in streams)
    with ExitStack() as stack:
        playing = stack.enter_context(open_music(music))
        # The device takes a while to open: meanwhile the session is composed.
        opening = prepare_output(output, rate_with(playing), channels_with(playing), device)
        stack.callback(opening.cancel)
        live = Live.prepare(
            Request(
                script=script or _due(),
                assignments=assignments or (),
                guidance=guidance,
                seed=seed,
                voice=voice,
                rate=rate,
                limit=limit,
                resumes=resume,
                watched=on_screen,
                music=playing,
            )
        )
        for message in live.messages:
            tell(message, err=True)
        opened = opening.finish()
        if opened.warning:
            tell(f"voicecoach: warning: {opened.warning}", err=True)
        conductor = Conductor(live.bank, opened.output, live.start_ms)
        ended = _shown(conductor, live) if on_screen else _printed(conductor, live)
    for message in live.finish(ended):
        tell(message, err=True)
    _tell(ended, gaps=stats)


def _due() -> str:
    """Return the script that is due next, and tell which it is.

    Raises:
        UsageError: none is.
    """
    from voicecoach.cli.diaries import due_script

    script = due_script()
    tell(f"next in your programme: {script}", err=True)
    return script


def _tell(ended: "Ended", *, gaps: bool) -> None:
    """Tell how a session ended."""
    from voicecoach.units import format_clock

    if not ended.completed:
        typer.echo(f"stopped at {format_clock(ended.position_ms)}", err=True)
    if gaps:
        typer.echo(f"gaps in the sound: {ended.underruns}", err=True)


def _printed(conductor: "Conductor", live: "Live") -> "Ended":
    """Play, with a line for each phase."""
    from voicecoach.player.program import SESSION
    from voicecoach.player.screen.plain import PlainScreen
    from voicecoach.player.session import follow

    screen = PlainScreen(sys.stdout, live.bank.timelines[SESSION])
    return follow(conductor, screen.show, live.follow)


def _shown(conductor: "Conductor", live: "Live") -> "Ended":
    """Play, with a picture that obeys keys."""
    from voicecoach.player.program import SESSION
    from voicecoach.player.screen.app import PlayerApp
    from voicecoach.player.session import follow_beside

    screen = PlayerApp(conductor, live.bank.timelines[SESSION])
    return follow_beside(conductor, lambda: screen.run(mouse=False), live.follow)
