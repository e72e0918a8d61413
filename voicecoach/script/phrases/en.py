"""Stock words in English."""

from voicecoach.script.phrases.stock import Phrases
from voicecoach.units import HOUR, MINUTE, SECOND, Milliseconds

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def number(count: int) -> str:
    """Write a count in words: ``twenty-one``."""
    if count < len(_ONES):
        return _ONES[count]
    if count < 100:  # noqa: PLR2004 - where English begins to say hundreds
        tens, ones = divmod(count, 10)
        return _TENS[tens - 2] + (f"-{_ONES[ones]}" if ones else "")
    size, name = (1000, "thousand") if count >= 1000 else (100, "hundred")  # noqa: PLR2004 - as above
    head, rest = divmod(count, size)
    return f"{number(head)} {name}" + (f" {number(rest)}" if rest else "")


def duration(time: Milliseconds) -> str:
    """Write a length in words: ``one minute thirty seconds``."""
    hours, rest = divmod(time, HOUR)
    minutes, rest = divmod(rest, MINUTE)
    seconds, fraction = divmod(rest, SECOND)
    parts = [_plural(hours, "hour"), _plural(minutes, "minute")]
    if fraction:
        tenths = f"{fraction:03d}".rstrip("0")
        digits = " ".join(number(int(digit)) for digit in tenths)
        parts.append(f"{number(seconds)} point {digits} seconds")
    else:
        parts.append(_plural(seconds, "second"))
    return " ".join(part for part in parts if part) or "no time"


def time_left(time: Milliseconds) -> str:
    """Say what is left of a dose, to its end."""
    words = f"{duration(time)} left."
    return words[0].upper() + words[1:]


def set_of(count: int, of: int) -> str:
    """Say which set begins."""
    return f"Set {number(count)} of {number(of)}."


def next_up(title: str) -> str:
    """Say what comes next."""
    return f"Next: {title}."


def _plural(count: int, unit: str) -> str:
    if not count:
        return ""
    return f"{number(count)} {unit}" + ("" if count == 1 else "s")


PHRASES = Phrases(
    language="en",
    safety="This is not medical advice. Stop if pain grows sharp.",
    squeeze="Squeeze",
    relax="Relax",
    switch="Switch sides.",
    sides={"left": "left", "right": "right"},
    halfway="Halfway.",
    last="Last one.",
    finished="Well done.",
    labels={
        "instruction": "Listen",
        "ready": "Get ready",
        "hold": "Hold",
        "rest": "Rest",
        "move": "Move",
        "switch": "Switch",
        "wait": "Wait",
        "finish": "Done",
    },
    number=number,
    duration=duration,
    time_left=time_left,
    set_of=set_of,
    next_up=next_up,
    units={
        "cm": ("centimetre", "centimetres"),
        "m": ("metre", "metres"),
        "kg": ("kilogram", "kilograms"),
        "g": ("gram", "grams"),
        "lb": ("pound", "pounds"),
        "in": ("inch", "inches"),
        "°": ("degree", "degrees"),
        "%": ("percent", "percent"),
    },
)
