"""``voicecoach list``: the scripts there are."""

from typing import TYPE_CHECKING

import typer

from voicecoach.cli import options
from voicecoach.cli.telling import tell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from voicecoach.cli.catalogue import Listed


def list_scripts(json: options.Json = False) -> None:
    """Show the scripts there are, yours first: length, dose, last done."""
    import msgspec

    from voicecoach.cli.catalogue import Listed, catalogue

    found = list(catalogue(_last_doses()))
    listed = [each for each in found if isinstance(each, Listed)]
    if json:
        typer.echo(msgspec.json.format(msgspec.json.encode(listed)).decode())
    else:
        _show(listed)
    for each in found:
        if not isinstance(each, Listed):
            tell(f"'{each.name}' cannot be used:", err=True)
            typer.echo(each.reason, err=True)


def _last_doses() -> "Mapping[str, date]":
    """Return when scripts were done last; without a diary there still is a list."""
    from voicecoach.cli.diaries import last_doses
    from voicecoach.diary.port import DiaryError

    try:
        return last_doses()
    except DiaryError as error:
        tell(f"voicecoach: warning: {error}", err=True)
        return {}


def _show(listed: "Sequence[Listed]") -> None:
    from voicecoach.cli.catalogue import dose_in_words, length_in_words
    from voicecoach.cli.diaries import ago_in_words
    from voicecoach.diary.when import now

    today = now().date()
    widest = max((len(each.name) for each in listed), default=0)
    done = [ago_in_words(each.last_done, today) if each.last_done else "" for each in listed]
    latest = max(map(len, done), default=0)
    for each, ago in zip(listed, done, strict=True):
        length, dose = length_in_words(each.estimated_ms), dose_in_words(each.per_day)
        about = each.summary or each.title
        mark = "yours: " if each.own else ""
        row = f"{each.name:<{widest}}  {length:>10}  {dose:<10}  {ago:<{latest}}  {mark}{about}"
        tell(row.rstrip())
