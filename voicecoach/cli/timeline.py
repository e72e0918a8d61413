"""``voicecoach timeline``: what will be said when."""

import typer

from voicecoach.cli import options


def timeline(
    script: options.Script,
    assignments: options.Set = None,
    voice: options.Voice = options.DEFAULT_VOICE,
    rate: options.Rate = options.DEFAULT_RATE,
    guidance: options.Guidance = options.DEFAULT_GUIDANCE,
    seed: options.Seed = options.DEFAULT_SEED,
    json: options.Json = False,
) -> None:
    """Show what will be said when."""
    from voicecoach.cli.orders import take_order
    from voicecoach.cli.studio import produce
    from voicecoach.cli.table import rows
    from voicecoach.timeline import to_json

    take = produce([take_order(script, assignments, guidance, seed)], voice, rate)[0]
    if json:
        typer.echo(to_json(take.timeline))
        return
    for row in rows(take.timeline):
        typer.echo(row)
    for note in take.timeline.notes:
        typer.echo(f"note: {note}", err=True)
