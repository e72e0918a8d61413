"""Stock words in English."""

from voicecoach.script.phrases.measures import Measures, Noun
from voicecoach.script.phrases.stock import PageWords, Phrases

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


_MEASURES = Measures(
    number=number,
    counted=number,
    hour=Noun("hour", "hours", number),
    minute=Noun("minute", "minutes", number),
    second=Noun("second", "seconds", number),
    units={
        "cm": Noun("centimetre", "centimetres", number),
        "m": Noun("metre", "metres", number),
        "kg": Noun("kilogram", "kilograms", number),
        "g": Noun("gram", "grams", number),
        "lb": Noun("pound", "pounds", number),
        "in": Noun("inch", "inches", number),
        "°": Noun("degree", "degrees", number),
        "%": Noun("percent", "percent", number),
    },
    nothing="no time",
    point=" point ",
)

PHRASES = Phrases(
    language="en",
    safety="This is not medical advice. Stop if pain grows sharp.",
    squeeze="Squeeze",
    relax="Relax",
    switch="Switch sides.",
    sides={"left": "left", "right": "right"},
    halfway="Halfway.",
    last="Last one.",
    remaining="{} left.",
    nth_set="Set {} of {}.",
    upcoming="Next: {}.",
    finished="Well done.",
    paused="Paused.",
    stopped="Stopped. Until next time.",
    nth_dose="That was dose {} of {} today.",
    nth_today="That was number {} today.",
    ask_pain="How strong was the pain, from zero to ten? Press a key.",
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
    page=PageWords(
        play="Play",
        pause="Pause",
        back="Back",
        on="Skip",
        chapters="Chapters",
        save="Save",
        unplayable="This page does not play here. Open it in another browser.",
    ),
    measures=_MEASURES,
)
