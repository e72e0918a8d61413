"""Text out of a file, made fit to be said, shown and written."""

import re
import textwrap
from string import digits
from unicodedata import east_asian_width

from voicecoach.script.model import NO_WORDS
from voicecoach.script.values import MAX_WORDS
from voicecoach.units import Milliseconds

LONGEST_NAME = 78
"""Characters of what is shown in a list: a summary, the name of a chapter."""

_LETTER, _SLOW = Milliseconds(90), Milliseconds(350)
"""What a letter takes to say at most; and what may be spelled out, or is a syllable."""
_QUICK = " ,.'-"
_BREATH = Milliseconds(500)
_NOT_PLAIN = re.compile(r"[^\w ,.'-]|[\d_]")
_SENTENCE_END = tuple(".!?…:;,。！？")


def tidy(text: str) -> str:
    """Return a text on one line, without what cannot be printed."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


def is_sayable(text: str) -> bool:
    """Whether there is anything in a text that a voice can say: it is silent on mere signs."""
    return any(each.isalpha() or each in digits for each in text)


def sentence(text: str) -> str:
    """Return a text, which is not empty, with the capital and the end of a sentence."""
    end = "。" if east_asian_width(text[-1]) == "W" else "."
    ended = text if text.endswith(_SENTENCE_END) else text + end
    return ended[:1].upper() + ended[1:]


def sayings(text: str) -> tuple[str, ...]:
    """Cut a text where it is longer than one text of the language may be."""
    # A dollar sign is written twice.
    width = max(MAX_WORDS // 2, MAX_WORDS - text.count("$"))
    return tuple(filter(is_sayable, textwrap.wrap(text, width, break_on_hyphens=False)))


def literal(text: str) -> str:
    """Return a text as the language has to write it so that it says just that."""
    return text.capitalize() if text == NO_WORDS else text.replace("$", "$$")


def shortened(text: str) -> str:
    """Return a text that is short enough for a list."""
    return text if len(text) <= LONGEST_NAME else f"{text[: LONGEST_NAME - 1].rstrip()}…"


def longest(text: str) -> Milliseconds:
    """Return how long a text may take any voice, at the usual rate."""
    quick = sum(each.islower() or each in _QUICK for each in text)
    return Milliseconds(_BREATH + quick * _LETTER + (len(text) - quick) * _SLOW)


def surely_fits(text: str, time: Milliseconds) -> bool:
    """Whether a text can be said within a time; not where only a voice could tell."""
    return not _NOT_PLAIN.search(text) and longest(text) <= time
