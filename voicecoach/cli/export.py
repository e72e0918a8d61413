"""``voicecoach export``: tracks."""

from pathlib import Path
from typing import Annotated

import typer

from voicecoach.cli import options


def export(
    scripts: options.Scripts,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            metavar="wav|mp3|m4a|opus|flac|html",
            help="Kind of file; may be repeated (default: mp3).",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="PATH", help="A folder, or the file (default: audio/)."),
    ] = None,
    split: Annotated[
        str | None,
        typer.Option("--split", metavar="section", help="Make a track of each section."),
    ] = None,
    playlist: Annotated[
        bool,
        typer.Option("--playlist", help="Number the tracks; add a playlist and their covers."),
    ] = False,
    captions: Annotated[
        list[str] | None,
        typer.Option("--captions", metavar="lrc|vtt", help="Write the words beside each track."),
    ] = None,
    music: options.Music = None,
    bit_rate: Annotated[
        str | None,
        typer.Option("--bitrate", metavar="KBPS", help="Kilobits a second, such as 64."),
    ] = None,
    sample_rate: Annotated[
        str | None,
        typer.Option("--sample-rate", metavar="KHZ", help="16, 24 (the default) or 48."),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Render again what is as it would come out.")
    ] = False,
    assignments: options.Set = None,
    voice: options.Voice = options.DEFAULT_VOICE,
    rate: options.Rate = options.DEFAULT_RATE,
    guidance: options.Guidance = options.DEFAULT_GUIDANCE,
    seed: options.Seed = options.DEFAULT_SEED,
) -> None:
    """Write sessions as tracks for a phone."""
    from voicecoach.cli.orders import take_order
    from voicecoach.cli.studio import produce
    from voicecoach.cli.tracks import make_tracks, write_beside, write_tracks
    from voicecoach.cli.wishes import read_wishes

    orders = [take_order(script, assignments, guidance, seed) for script in scripts]
    wishes = read_wishes(
        scripts=len(scripts),
        out=out,
        formats=formats,
        split=split,
        playlist=playlist,
        captions=captions,
        music=music,
        bit_rate=bit_rate,
        sample_rate=sample_rate,
        force=force,
    )
    takes = produce(orders, voice, rate, wishes.sample_rate)
    tracks = make_tracks(orders, takes, wishes)
    lost = write_tracks(tracks, wishes)
    write_beside(tracks, wishes, lost)
    if lost:
        raise typer.Exit(1)
