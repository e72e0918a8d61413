"""Letters in a picture: what can be drawn, and how much room it takes."""

import unicodedata
from collections.abc import Callable, Iterator

_UNDRAWABLE = ("Cc", "Cs", "Cn", "Zl", "Zp")
"""Control characters, halves of characters, and what is no character at all."""

_ABOVE_OTHERS = ("Mn", "Me", "Cf")
_ELLIPSIS = "…"

Measure = Callable[[str], float]
"""How much room a text takes; more text never takes less."""


def drawable(text: str) -> str:
    """Return the text with a space for each character that has no business in a picture."""
    return "".join(" " if unicodedata.category(one) in _UNDRAWABLE else one for one in text)


def columns(text: str) -> int:
    """How many columns of a terminal a text takes: ideographs take two."""
    return sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.category(character) in _ABOVE_OTHERS:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def clip(text: str, width: float, measure: Measure = columns) -> str:
    """Return as much of the text as fits, with an ellipsis where some is missing."""
    if measure(text) <= width:
        return text
    while text and measure(text + _ELLIPSIS) > width:
        text = text[:-1]
    return text.rstrip() + _ELLIPSIS


def wrap(text: str, width: float, measure: Measure) -> Iterator[str]:
    """Break a text into lines, between words where that is possible."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}".lstrip()
        if measure(longer) <= width:
            line = longer
            continue
        if line:
            yield line
        *full, line = _pieces(word, width, measure)
        yield from full
    yield line


def _pieces(word: str, width: float, measure: Measure) -> Iterator[str]:
    """Break a word that is wider than a line."""
    piece = ""
    for character in word:
        if piece and measure(piece + character) > width:
            yield piece
            piece = ""
        piece += character
    yield piece
