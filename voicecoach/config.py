"""``config.toml``: what the listener always wants.

What is asked for on the command line goes before it, and it goes before the defaults.
"""

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

import msgspec

from voicecoach.errors import UsageError
from voicecoach.ordinary import read_ordinary

if TYPE_CHECKING:
    from voicecoach.script.settings import Setting

Side = Literal["left", "right"]

SIDES: tuple[Side, ...] = ("left", "right")
VOICES = ("espeak", "espeak:VARIANT", "system", "system:NAME")
OUTPUTS = ("auto", "miniaudio", "simpleaudio", "silent")
FORMATS = ("wav", "mp3", "m4a", "opus", "flac", "html")
SLOWEST, FASTEST = 80, 450
"""Words a minute. They and the names stand here again because a config is read before what
they name is imported; a test holds them equal."""

_SHOWN = 60
"""Characters of a wrong value in a message."""

_LARGEST = 100_000
"""Bytes of a config file; a larger one is something else."""


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """What the listener always wants.

    Attributes:
        voice: as after ``--voice``; None for the default.
        rate: words a minute; None for the default.
        side: what a script's setting ``side`` is; None for the script's default.
        output: as after ``--output``; None for the default.
        formats: as after ``--format``; empty for the default.
    """

    voice: str | None = None
    rate: int | None = None
    side: Side | None = None
    output: str | None = None
    formats: tuple[str, ...] = ()

    def options(self) -> dict[str, object]:
        """Return defaults for the options that have the names of fields; only what is set."""
        chosen = {"voice": self.voice, "rate": self.rate, "output": self.output}
        return {name: value for name, value in chosen.items() if value is not None}

    def entries(self) -> dict[str, str]:
        """Return what is set, by the key in the file, as words."""
        fields = {name: getattr(self, key.field) for name, key in _KEYS.items()}
        return {
            name: ", ".join(value) if isinstance(value, tuple) else str(value)
            for name, value in fields.items()
            if value
        }

    def wishes(
        self, assigned: Mapping[str, str], settings: Mapping[str, "Setting"]
    ) -> dict[str, str]:
        """Return the settings asked for, and the usual side where none is.

        Args:
            assigned: what was asked for, by name of the setting.
            settings: of the script; one that has no such side keeps its own default.
        """
        side = settings.get("side")
        if self.side is None or side is None:
            return dict(assigned)
        if self.side not in {choice.text.lower() for choice in side.choices}:
            return dict(assigned)
        return {"side": self.side, **assigned}


class ConfigError(UsageError):
    """A config file cannot be used.

    Attributes:
        path: of the file.
        problems: all that is wrong with it, each a sentence.
    """

    def __init__(self, path: Path, problems: Iterable[str]) -> None:
        self.path, self.problems = path, tuple(problems)
        super().__init__(path, self.problems)

    def __str__(self) -> str:
        return "\n".join(f"{self.path}: {problem}" for problem in self.problems)


class _Key(msgspec.Struct, frozen=True):
    """What can stand in the file under one name.

    Attributes:
        field: of the config.
        expected: what it can be, as a clause.
        read: returns the field's value, or None where it is something else.
        words: all it can be, where these are words.
    """

    field: str
    expected: str
    read: Callable[[object], object]
    words: tuple[str, ...] = ()


def read_config(path: Path) -> Config:
    """Read the config file; where there is none, nothing is wanted.

    Raises:
        ConfigError: it cannot be read, or something in it makes no sense.
    """
    try:
        content = read_ordinary(path, _LARGEST + 1)
    except (FileNotFoundError, NotADirectoryError):
        return Config()
    except OSError as error:
        raise ConfigError(path, [f"it cannot be read: {error.strerror or error}"]) from error
    return _config(path, _table(path, content))


def _table(path: Path, content: bytes) -> dict[str, object]:
    import tomllib  # noqa: PLC0415 - 13 ms, and most listeners have no such file

    if len(content) > _LARGEST:
        raise ConfigError(path, [f"it is larger than {_LARGEST:,} bytes: that is not a config"])
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ConfigError(path, ["this is not UTF-8: save the file as UTF-8"]) from error
    except (ValueError, RecursionError) as error:  # of TOML, or a number beyond all measure
        advice = 'write lines such as voice = "espeak:f3"'
        raise ConfigError(path, [f"this is not TOML: {error}; {advice}"]) from error


def _config(path: Path, table: Mapping[str, object]) -> Config:
    fields: dict[str, object] = {}
    problems = []
    for name, value in table.items():
        key = _KEYS.get(name)
        if key is None:
            problems.append(_unknown(name))
        elif (read := key.read(value)) is None:
            problems.append(_wrong(name, value, key))
        else:
            fields[key.field] = read
    if problems:
        raise ConfigError(path, problems)
    return msgspec.convert(fields, Config)


def _wrong(name: str, value: object, key: _Key) -> str:
    meant = _meant(value, key.words) if isinstance(value, str) else ""
    return f"'{name}' cannot be {_shown(value)}{meant}: it takes {key.expected}"


def _shown(value: object) -> str:
    try:
        return repr(value)[:_SHOWN] if isinstance(value, str | int | float) else "that"
    except ValueError:  # a number of too many digits
        return "that"


def _unknown(name: str) -> str:
    return f"there is no '{name}'{_meant(name, _KEYS)}; there can be: {', '.join(_KEYS)}"


def _meant(word: str, known: Iterable[str]) -> str:
    close = get_close_matches(word.lower(), known, n=1)
    return f" (did you mean '{close[0]}'?)" if close else ""


def _one_of(words: tuple[str, ...]) -> Callable[[object], object]:
    return lambda value: value if value in words else None


def _voice(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    kind, colon, which = value.partition(":")
    known = {form.partition(":")[0] for form in VOICES}
    return value if kind in known and bool(colon) == bool(which.strip()) else None


def _rate(value: object) -> int | None:
    whole = isinstance(value, int) and not isinstance(value, bool)
    return cast("int", value) if whole and SLOWEST <= cast("int", value) <= FASTEST else None


def _formats(value: object) -> tuple[str, ...] | None:
    wanted = tuple(value) if isinstance(value, list) else (value,)
    return wanted if wanted and all(each in FORMATS for each in wanted) else None


_KEYS: Mapping[str, _Key] = {
    "voice": _Key("voice", f"one of {', '.join(VOICES)}", _voice, ("espeak", "system")),
    "rate": _Key("rate", f"a whole number from {SLOWEST} to {FASTEST}", _rate),
    "side": _Key("side", "left or right", _one_of(SIDES), SIDES),
    "output": _Key("output", f"one of {', '.join(OUTPUTS)}", _one_of(OUTPUTS), OUTPUTS),
    "format": _Key("formats", f"one or a list of {', '.join(FORMATS)}", _formats, FORMATS),
}

KEYS = tuple(_KEYS)
"""What can stand in the file."""
