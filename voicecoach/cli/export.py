"""``voicecoach export``: tracks."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voicecoach.cli import options

if TYPE_CHECKING:
    from voicecoach.compose import Take
    from voicecoach.sound.music import Music
    from voicecoach.track.naming import Target


def export(
    scripts: options.Scripts,
    formats: Annotated[
        list[str] | None,
        typer.Option("--format", metavar="wav|mp3", help="Kind of file; may be repeated."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="PATH", help="A folder, or the file (default: audio/)."),
    ] = None,
    music: options.Music = None,
    assignments: options.Set = None,
    voice: options.Voice = options.DEFAULT_VOICE,
    rate: options.Rate = options.DEFAULT_RATE,
    guidance: options.Guidance = options.DEFAULT_GUIDANCE,
    seed: options.Seed = options.DEFAULT_SEED,
) -> None:
    """Write sessions as tracks for a phone."""
    from voicecoach.cli.orders import take_order
    from voicecoach.cli.studio import open_music, produce, rate_with
    from voicecoach.config import read_config
    from voicecoach.home import find_home
    from voicecoach.track.naming import targets, track_name

    orders = [take_order(script, assignments, guidance, seed) for script in scripts]
    names = [track_name(order.name, order.differing) for order in orders]
    usual = read_config(find_home().config_file).formats
    files = targets(names, formats or [], out, usual)
    with open_music(music) as playing:
        takes = produce(orders, voice, rate, rate_with(playing))
        written = [
            _write(take, target, playing)
            for take, these in zip(takes, files, strict=True)
            for target in these
        ]
    if not all(written):
        raise typer.Exit(1)


def _write(take: "Take", target: "Target", music: "Music | None") -> bool:
    """Write one file, tell of it, and return whether that went well."""
    from voicecoach.cli.progress import progress_bar
    from voicecoach.errors import TrackError
    from voicecoach.track.export import export as write_track

    try:
        with progress_bar(target.path.name) as advance:
            write_track(
                take.timeline, take.sounds, target.path, target.format_name, advance, music=music
            )
    except TrackError as error:
        typer.echo(f"voicecoach: error: {error}", err=True)
        return False
    typer.echo(target.path)
    return True
