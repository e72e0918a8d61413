"""``voicecoach devices``: where it can sound."""

from typing import TYPE_CHECKING

import typer

from voicecoach.cli import options
from voicecoach.cli.telling import tell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from voicecoach.checkup import Finding


def devices(json: options.Json = False) -> None:
    """Show where a session can sound: the outputs, and the devices that can play."""
    from voicecoach.checkup import examine, output_checks
    from voicecoach.errors import UnavailableError
    from voicecoach.player.devices import list_devices

    outputs = list(examine(output_checks()))
    try:
        playing = list_devices()
    except UnavailableError:
        playing = ()  # the outputs tell why
    if json:
        typer.echo(as_json(outputs, playing))
        return
    for line in lines_of(outputs, playing):
        tell(line)


def lines_of(outputs: "Sequence[Finding]", playing: "Sequence[str]") -> "Iterator[str]":
    """Write the outputs and the devices as one writes them after the options."""
    yield "--output"
    for output in outputs:
        yield f"  {output.name:<12} {output.detail}"
        if output.advice:
            yield f"  {'':<12} > {output.advice}"
    yield "--device"
    for name in playing or ("(none was found)",):
        yield f"  {name}"


def as_json(outputs: "Sequence[Finding]", playing: "Sequence[str]") -> str:
    """Write the same for programs."""
    import msgspec

    listed = {"outputs": outputs, "devices": playing}
    return msgspec.json.format(msgspec.json.encode(listed)).decode()
