"""``voicecoach schema``: the script language for editors."""

import typer


def schema() -> None:
    """Write the JSON Schema of the script language."""
    import msgspec

    from voicecoach.script.schema import json_schema

    typer.echo(msgspec.json.format(msgspec.json.encode(json_schema())).decode())
