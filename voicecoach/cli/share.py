"""``voicecoach share``: tracks to a phone in the same network."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from voicecoach.cli import options

if TYPE_CHECKING:
    from collections.abc import Sequence
    from socket import socket

    from voicecoach.cli.wishes import Wishes
    from voicecoach.errors import TrackError
    from voicecoach.share.site import Offer
    from voicecoach.track.album import Track
    from voicecoach.units import Milliseconds

HIGHEST_PORT = 65535


def share(
    scripts: options.Scripts,
    span: Annotated[
        str, typer.Option("--for", metavar="TIME", help="Stop by itself after this time.")
    ] = "30min",
    address: Annotated[
        str | None,
        typer.Option("--address", metavar="IP", help="Address to listen on (default: found)."),
    ] = None,
    port: Annotated[
        int,
        typer.Option(
            "--port",
            metavar="N",
            min=0,
            max=HIGHEST_PORT,
            show_default=False,
            help="Port (default: a free one).",
        ),
    ] = 0,
    assignments: options.Set = None,
    voice: options.Voice = options.DEFAULT_VOICE,
    rate: options.Rate = options.DEFAULT_RATE,
    guidance: options.Guidance = options.DEFAULT_GUIDANCE,
    seed: options.Seed = options.DEFAULT_SEED,
) -> None:
    """Hand tracks to a phone in the same network, by QR code; Ctrl-C stops."""
    from contextlib import closing
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from voicecoach.cli.orders import take_order
    from voicecoach.cli.studio import produce
    from voicecoach.cli.tracks import make_tracks
    from voicecoach.cli.wishes import Wishes
    from voicecoach.share.address import listen, own_address, read_address
    from voicecoach.track.naming import Destination
    from voicecoach.units import SPEECH_RATE

    lasting = options.read_length("--for", span)
    orders = [take_order(script, assignments, guidance, seed) for script in scripts]
    here = own_address() if address is None else read_address(address)
    _end_as_by_ctrl_c()
    with (
        closing(listen(here, port)) as listening,
        TemporaryDirectory(prefix="voicecoach-") as folder,
    ):
        wishes = Wishes(
            destination=Destination(Path(folder), ("html", "mp3")), sample_rate=SPEECH_RATE
        )
        tracks = make_tracks(orders, produce(orders, voice, rate), wishes)
        _serve(_render(tracks, wishes), listening, lasting)
    typer.echo("stopped sharing", err=True)


def _end_as_by_ctrl_c() -> None:
    """Let what else may end it do so as Ctrl-C does: nothing is left behind."""
    import signal

    for name in ("SIGTERM", "SIGHUP"):
        if number := getattr(signal, name, None):
            signal.signal(number, signal.default_int_handler)


def _render(tracks: "Sequence[Track]", wishes: "Wishes") -> "list[Offer]":
    """Make the page and the track of each session."""
    import os

    from voicecoach.cli.progress import progress_bar
    from voicecoach.share.site import Offer
    from voicecoach.track.batch import export_all
    from voicecoach.track.export import Job

    jobs = [
        Job(
            timeline=track.take.timeline,
            sounds=track.take.sounds,
            about=track.about,
            targets=wishes.destination.targets(track.name),
        )
        for track in tracks
    ]

    def see(_index: int, errors: "list[TrackError]") -> None:
        for error in errors:
            raise error

    with progress_bar("Rendering") as advance:
        export_all(jobs, os.cpu_count() or 1, see, advance)
    offers = []
    for job in jobs:
        page, track = (target.path for target in job.targets)
        timeline = job.timeline
        offers.append(Offer(timeline.title, timeline.language, timeline.duration_ms, page, track))
    return offers


def _serve(offers: "Sequence[Offer]", listening: "socket", span: "Milliseconds") -> None:
    from contextlib import suppress
    from secrets import token_urlsafe

    from voicecoach.share.server import serve
    from voicecoach.share.site import site

    host, port = listening.getsockname()
    key = token_urlsafe(12)
    with suppress(KeyboardInterrupt):
        _tell(f"http://{host}:{port}/{key}", f"{host}, port {port}", span)
        serve(site(offers, key, host), listening, span)


def _tell(url: str, place: str, span: "Milliseconds") -> None:
    """Say where it is, plainly, and show it to the camera of a phone."""
    from shutil import get_terminal_size

    from voicecoach.share.code import code
    from voicecoach.units import format_duration

    lines = code(url)
    shown = sys.stdout.isatty() and _fits(lines, get_terminal_size().columns)
    if shown:
        for line in lines:
            typer.secho(line, fg="bright_white", bg="black")
    typer.echo(url)
    way = "Scan the code" if shown else "Open the address"
    typer.echo(f"{way} with a phone in the same network.", err=True)
    lasting = format_duration(span)
    typer.echo(f"Listening on {place}, and nowhere else, for {lasting}; Ctrl-C stops.", err=True)


def _fits(lines: "Sequence[str]", columns: int) -> bool:
    """Whether the terminal can show the code."""
    try:
        "".join(lines).encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return max(map(len, lines)) <= columns
