"""``voicecoach list``: the scripts there are."""

import typer


def list_scripts() -> None:
    """Show the scripts there are."""
    from voicecoach.cli.orders import open_library
    from voicecoach.script.problems import ScriptError

    library = open_library()
    for entry in library.entries():
        try:
            script = library.load(str(entry.path))
        except ScriptError as error:
            typer.echo(str(error), err=True)
            continue
        dose = f"{_range(*script.dose.per_day)} a day" if script.dose else ""
        typer.echo(f"{entry.name:<12} {dose:<12} {script.summary or script.title}".rstrip())


def _range(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}-{high}"
