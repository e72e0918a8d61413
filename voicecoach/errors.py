"""What can go wrong, as data. The command line turns each into one clear sentence.

Every error of ours is a `VoicecoachError` with the exit code the contract gives it; its
string says what is wrong, where, and what to do.
"""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import ClassVar

_MOST_LISTED = 8
"""Names of which all are listed where none is close to what was asked for."""


def printable(line: str) -> str:
    """Return a line as it may be shown: what a user or a file wrote may hold control codes."""
    return "".join(each if each.isprintable() else " " if each == "\t" else "?" for each in line)


class VoicecoachError(Exception):
    """Root of all errors that a user can meet."""

    exit_code: ClassVar[int] = 1


class UsageError(VoicecoachError):
    """The command line asks for something that does not exist or makes no sense."""

    exit_code = 2


class TimelineError(UsageError):
    """A text is not a timeline."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"this is not a timeline of voicecoach: {self.reason}"


class UnknownNameError(UsageError):
    """A name stands for nothing.

    Attributes:
        what: the kind of thing looked for, such as ``script`` or ``voice``.
        name: what was asked for.
        known: the names there are.
        advice: what to do, a clause; empty where the names say enough.
    """

    def __init__(self, what: str, name: str, known: Sequence[str], advice: str = "") -> None:
        super().__init__(what, name, known, advice)
        self.what, self.name, self.known, self.advice = what, name, tuple(known), advice

    def __str__(self) -> str:
        close = get_close_matches(self.name.lower(), self.known, n=1)
        choice = ""
        if close:
            choice = f" (did you mean '{close[0]}'?)"
        elif 0 < len(self.known) <= _MOST_LISTED:
            choice = f" (there are: {', '.join(self.known)})"
        advice = f"; {self.advice}" if self.advice else ""
        return f"there is no {self.what} '{self.name}'{choice}{advice}"


class SettingError(UsageError):
    """A setting was given a value it cannot take.

    Attributes:
        name: of the setting.
        value: as the listener wrote it.
        expected: what it can take, a clause such as ``a length from 3s to 30s``.
    """

    def __init__(self, name: str, value: str, expected: str) -> None:
        super().__init__(name, value, expected)
        self.name, self.value, self.expected = name, value, expected

    def __str__(self) -> str:
        return f"setting '{self.name}' cannot be '{self.value}': it takes {self.expected}"


class UnavailableError(VoicecoachError):
    """The voice or device asked for is not to be had on this machine.

    Attributes:
        what: ``voice 'system'`` or ``sound device 'USB'``.
        reason: why not.
        advice: what to do.
    """

    exit_code = 3

    def __init__(self, what: str, reason: str, advice: str) -> None:
        super().__init__(what, reason, advice)
        self.what, self.reason, self.advice = what, reason, advice

    def __str__(self) -> str:
        return f"{self.what} is not to be had: {self.reason}; {self.advice}"


class SynthesisError(VoicecoachError):
    """A voice failed to speak, twice.

    Attributes:
        phrase: the words.
        voice: its name.
        reason: what it did instead.
    """

    def __init__(self, phrase: str, voice: str, reason: str) -> None:
        super().__init__(phrase, voice, reason)
        self.phrase, self.voice, self.reason = phrase, voice, reason

    def __str__(self) -> str:
        return f"voice '{self.voice}' could not speak '{self.phrase}': {self.reason}"


class TrackError(VoicecoachError):
    """A track could not be written; nothing is left of it.

    Attributes:
        path: where it should have gone.
        reason: the system's words.
        advice: what to do.
    """

    def __init__(self, path: str, reason: str, advice: str) -> None:
        super().__init__(path, reason, advice)
        self.path, self.reason, self.advice = path, reason, advice

    def __str__(self) -> str:
        return f"could not write {self.path}: {self.reason}; {self.advice}"


class SessionError(VoicecoachError):
    """A live session failed on its way."""
