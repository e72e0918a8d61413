"""What people write into the cells of a sheet: numbers, lengths, sides."""

import re
from collections.abc import Mapping

import msgspec

from voicecoach.importing.workout import Side
from voicecoach.units import HOUR, SECOND, Milliseconds, parse_duration

MOST = 200
"""Sets, or repetitions of a set."""
LONGEST = Milliseconds(HOUR)
"""Of one hold or rest."""

NOTHING = ("", "-", "--", "–", "—", "/", "n/a", "none", "no", "keine", "0")
"""Written where there is nothing to write."""

_TIMES = "[x×*]"
_TO = r"\s*(?:-|–|—|to|bis)\s*"
_AFTER_COUNT = r"(?:x|×|times|reps?|sets?|mal|wdh\.?)?"
_COUNT = re.compile(rf"(\d{{1,4}})(?P<to>{_TO}\d{{1,4}})?\s*{_AFTER_COUNT}")
_SETS_OF = re.compile(
    rf"(\d{{1,4}})\s*{_TIMES}\s*(\d{{1,4}})(?P<to>{_TO}\d{{1,4}})?\s*{_AFTER_COUNT}"
)
_NUMBER = r"\d{1,5}(?:\.\d{1,3})?"
_SPAN = re.compile(rf"({_NUMBER})(?P<to>{_TO}{_NUMBER})?\s*(?P<unit>\D*)")
_SIGNS = {'"': "s", "''": "s", "″": "s", "'": "min", "′": "min"}
_UNITS: Mapping[str, str] = {
    "sek": "s", "sekunde": "s", "sekunden": "s", "minuten": "min", "std": "h", "stunden": "h",
}  # fmt: skip
"""Units as the sheets of other languages have them; the others stand in `voicecoach.units`."""

_SIDES: Mapping[str, Side] = {
    **dict.fromkeys(("left", "l", "links", "linke", "linkes", "li"), "left"),
    **dict.fromkeys(("right", "r", "rechts", "rechte", "rechtes", "re"), "right"),
    **dict.fromkeys(("both", "each", "bilateral", "beide", "beidseitig", "je"), "each"),
}


class Count(msgspec.Struct, frozen=True):
    """A number of sets or repetitions.

    Attributes:
        number: the number, or the least of a range.
        sets: of sets, where both were written, as in ``3 x 10``.
        is_range: whether there was a greater number as well.
    """

    number: int
    sets: int | None = None
    is_range: bool = False


class Span(msgspec.Struct, frozen=True):
    """A length.

    Attributes:
        time: in whole seconds; the least of a range.
        is_changed: whether a range or a fraction of a second was written.
    """

    time: Milliseconds
    is_changed: bool = False


def read_count(text: str) -> Count | None:
    """Read ``10``, ``10 reps``, ``8-12`` or ``3 x 10``; None where it is no such number."""
    text = text.strip().casefold()
    if match := _SETS_OF.fullmatch(text):
        count = Count(int(match[2]), int(match[1]), bool(match["to"]))
    elif match := _COUNT.fullmatch(text):
        count = Count(int(match[1]), None, bool(match["to"]))
    else:
        return None
    numbers = [count.number] if count.sets is None else [count.number, count.sets]
    return count if all(0 < number <= MOST for number in numbers) else None


def read_span(text: str, unit: str) -> Span | None:
    """Read ``10``, ``10 s``, ``5-10 sec``, ``1:30`` or ``30"``; None where it is no length.

    Args:
        text: as written.
        unit: of a bare number.
    """
    text = text.strip().casefold().replace(",", ".")
    is_range = False
    if match := _SPAN.fullmatch(text):
        written = match["unit"].strip().rstrip(".")
        is_range = bool(match["to"])
        text = match[1] + (_SIGNS.get(written) or _UNITS.get(written) or written or unit)
    try:
        time = parse_duration(text)
    except ValueError:
        return None
    if not 0 < time <= LONGEST:
        return None
    rounded = Milliseconds(-(-time // SECOND) * SECOND)
    return Span(rounded, is_range or rounded != time)


def read_unit(text: str) -> str | None:
    """Return the unit that a word stands for; None where it is none."""
    word = text.strip().casefold().rstrip(".")
    word = _UNITS.get(word, word)
    try:
        parse_duration(f"1{word}")
    except ValueError:
        return None
    return word


def read_side(text: str) -> Side | None:
    """Read ``left``, ``right leg``, ``L/R`` or ``both``; None where it is no side."""
    words = re.split(r"[\W_]+", text.casefold())
    found = {_SIDES[word] for word in words if word in _SIDES}
    return None if not found else found.pop() if len(found) == 1 else "each"
