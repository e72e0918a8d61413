"""Problems of a script, each with its place, and the error that carries all of them."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from sys import intern
from typing import Literal

import msgspec

from voicecoach.errors import UsageError

Severity = Literal["error", "warning"]


class Place(msgspec.Struct, frozen=True, order=True):
    """Where something stands in a script.

    Attributes:
        file: name of the script as the user wrote it.
        line: from 1.
        column: from 1, in characters.
        length: how many characters it covers on its line.
        text: the line itself, for messages; empty where it is not known.
    """

    file: str
    line: int
    column: int
    length: int = 1
    text: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"

    @property
    def source(self) -> str:
        """The short form that timelines carry, ``sitting.yaml:31``."""
        name = self.file.replace("\\", "/").rpartition("/")[2]
        return intern(f"{name}:{self.line}")  # thousands of cues share it


class Problem(msgspec.Struct, frozen=True):
    """One thing that is wrong, or that a careful colleague would mention.

    Attributes:
        place: where it stands.
        message: what is wrong, in the author's words.
        advice: what to write instead; may be empty.
        severity: whether the script can be used all the same.
    """

    place: Place
    message: str
    advice: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        head = f"{self.place}: {self.severity}: {self.message}"
        if not self.place.text:
            return f"{head}; {self.advice}" if self.advice else head
        margin = " " * 5
        under = " " * (self.place.column - 1) + "^" * self.place.length
        pointer = f"{under} {self.advice}" if self.advice else under
        return f"{head}\n{self.place.line:>5} | {self.place.text}\n{margin} | {pointer}"


def warning(place: Place, message: str, advice: str = "") -> Problem:
    """Return a problem that does not keep a script from being used."""
    return Problem(place, message, advice, "warning")


class ScriptError(UsageError):
    """A script cannot be used.

    Attributes:
        problems: all that is wrong with it, in the order of their places.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.place))
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


def nearest(word: str, known: Sequence[str]) -> str:
    """Advice that names the nearest right spelling, or else all of them."""
    close = get_close_matches(word.lower(), known, n=1)
    if close:
        return f"did you mean '{close[0]}'?"
    return f"there are: {', '.join(known)}" if known else ""
