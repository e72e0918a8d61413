"""``voicecoach play``: a live session."""

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from voicecoach.cli import options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from voicecoach.player.session import Listener


def play(
    script: options.Script,
    first: Annotated[
        str | None, typer.Option("--first", metavar="TIME", help="Play only the beginning.")
    ] = None,
    output: Annotated[
        str,
        typer.Option(
            "--output", metavar="NAME", help="auto, miniaudio, simpleaudio or silent (no sound)."
        ),
    ] = "auto",
    assignments: options.Set = None,
    voice: options.Voice = options.DEFAULT_VOICE,
    rate: options.Rate = options.DEFAULT_RATE,
    guidance: options.Guidance = options.DEFAULT_GUIDANCE,
    seed: options.Seed = options.DEFAULT_SEED,
) -> None:
    """Play a session live, hands-free; Ctrl-C stops it."""
    from voicecoach.cli.orders import take_order
    from voicecoach.cli.studio import produce
    from voicecoach.player.outputs import open_output
    from voicecoach.player.session import Session
    from voicecoach.units import format_clock

    limit = options.read_length("--first", first) if first is not None else None
    take = produce([take_order(script, assignments, guidance, seed)], voice, rate)[0]
    timeline = take.timeline if limit is None else take.timeline.first(limit)
    opened = open_output(output, take.sounds.rate)
    if opened.warning:
        typer.echo(f"voicecoach: warning: {opened.warning}", err=True)
    with _screen(timeline.title) as show:
        ended = Session(timeline, take.sounds, opened.output, show).run()
    if not ended.completed:
        typer.echo(f"stopped at {format_clock(ended.position_ms)}", err=True)
    if ended.underruns:
        typer.echo(f"the sound had {ended.underruns} gaps: the machine was too slow", err=True)


@contextmanager
def _screen(title: str) -> "Iterator[Listener]":
    """Show a picture on a terminal, lines elsewhere; yields what is told of the session."""
    if sys.stdout.isatty():
        from voicecoach.player.screen.terminal import TerminalScreen

        with TerminalScreen(title) as screen:
            yield screen.show
    else:
        from voicecoach.player.screen.plain import PlainScreen

        yield PlainScreen(sys.stdout).show
