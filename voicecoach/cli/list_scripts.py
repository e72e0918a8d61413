"""``voicecoach list``: the scripts there are."""

from typing import TYPE_CHECKING

import typer

from voicecoach.cli import options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from voicecoach.cli.catalogue import Listed


def list_scripts(json: options.Json = False) -> None:
    """Show the scripts there are, yours first: about how long each takes, and how often a day."""
    import msgspec

    from voicecoach.cli.catalogue import Listed, catalogue

    found = list(catalogue())
    listed = [each for each in found if isinstance(each, Listed)]
    if json:
        typer.echo(msgspec.json.format(msgspec.json.encode(listed)).decode())
    else:
        _show(listed)
    for each in found:
        if not isinstance(each, Listed):
            typer.echo(f"'{each.name}' cannot be used:\n{each.reason}", err=True)


def _show(listed: "Sequence[Listed]") -> None:
    from voicecoach.cli.catalogue import dose_in_words, length_in_words

    widest = max((len(each.name) for each in listed), default=0)
    for each in listed:
        length, dose = length_in_words(each.estimated_ms), dose_in_words(each.per_day)
        about = each.summary or each.title
        mark = "yours: " if each.own else ""
        typer.echo(f"{each.name:<{widest}}  {length:>10}  {dose:<10}  {mark}{about}".rstrip())
