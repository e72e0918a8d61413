"""Loading: from the text of a script to its value, or to everything that is wrong with it."""

from collections.abc import Callable, Iterable

import msgspec

from voicecoach.errors import SettingError, UsageError
from voicecoach.script.grammar import GRAMMAR
from voicecoach.script.model import EachSide, Include, Name, Repeat, Script, Step
from voicecoach.script.nodes import parse
from voicecoach.script.phrases import phrases_for
from voicecoach.script.problems import Problem, ScriptError, nearest
from voicecoach.script.reader import Invalid, Reader, Use
from voicecoach.script.settings import LEVEL, Setting, SettingKind, Value

MAX_INCLUDES = 8
"""How deep scripts may include each other."""


class Source(msgspec.Struct, frozen=True):
    """The text of a script that another one includes.

    Attributes:
        text: YAML.
        file: its name, for messages and sources; no two scripts share one.
    """

    text: str
    file: str


Fetch = Callable[[str, str], Source]
"""Finds an included script by its name or path, and the file that includes it.

Raises UsageError where there is none, or where it must not be read.
"""


def include_nothing(name: str, _including: str) -> Source:
    """Refuse every include: a `Fetch` for scripts that stand alone."""
    raise UsageError(f"'{name}' cannot be included here")


def load(text: str, file: str, fetch: Fetch = include_nothing) -> Script:
    """Read a script and those that it includes.

    Args:
        text: YAML.
        file: its name as the user wrote it, for messages and sources.
        fetch: finds the scripts that it includes.

    Raises:
        ScriptError: with every problem there is.
    """
    return _Loader(fetch, (file,), {}).load(text, file)


def settings_of(script: Script) -> dict[str, Setting]:
    """Every setting of a script, the level among them where it has levels."""
    settings = {str(name): setting for name, setting in script.settings.items()}
    if script.levels:
        choices = tuple(Value("number", str(number), number) for number in sorted(script.levels))
        about = "how hard: the diary proposes, you decide"
        settings[LEVEL] = Setting(default=choices[0], choices=choices, about=about)
    return settings


class _Loader:
    """Loads one script; another one, which shares what is loaded, for each that it includes."""

    def __init__(self, fetch: Fetch, chain: tuple[str, ...], loaded: dict[str, Script]) -> None:
        self._fetch = fetch
        self._chain = chain
        self._loaded = loaded

    def load(self, text: str, file: str) -> Script:
        top = parse(text, file)
        reader = Reader(GRAMMAR)
        try:
            script = reader.read_struct(top, Script)
        except Invalid:
            raise ScriptError(reader.problems) from None
        _check_names(reader, script)
        _check_language(reader, script)
        sections = tuple(
            msgspec.structs.replace(section, steps=self._resolve(section.steps, script, reader))
            for section in script.session
        )
        if reader.problems:
            raise ScriptError(reader.problems)
        return msgspec.structs.replace(script, session=sections)

    def _resolve(self, steps: Iterable[Step], script: Script, reader: Reader) -> tuple[Step, ...]:
        """Return the steps with every included script loaded."""
        resolved: list[Step] = []
        for step in steps:
            match step:
                case Repeat() | EachSide():
                    inner = self._resolve(step.steps, script, reader)
                    resolved.append(msgspec.structs.replace(step, steps=inner))
                case Include():
                    resolved.append(self._include(step, script, reader))
                case _:
                    resolved.append(step)
        return tuple(resolved)

    def _include(self, step: Include, script: Script, reader: Reader) -> Include:
        place = step.include.place
        try:
            source = self._fetch(step.include.text, self._chain[-1])
        except UsageError as error:
            reader.reject(place, str(error))
            return step
        chain = (*self._chain, source.file)
        if source.file in self._chain or len(chain) > MAX_INCLUDES:
            reader.reject(place, f"this includes itself: {' → '.join(chain)}")
            return step
        try:
            included = self._loaded.get(source.file) or _Loader(
                self._fetch, chain, self._loaded
            ).load(source.text, source.file)
        except ScriptError as error:
            reader.problems += error.problems
            return step
        self._loaded[source.file] = included
        _check_include(reader, step, script, included)
        return msgspec.structs.replace(step, script=included)


def _check_language(reader: Reader, script: Script) -> None:
    try:
        phrases_for(script.language)
    except UsageError as error:
        reader.reject(script.place, str(error))


def _check_include(reader: Reader, step: Include, script: Script, included: Script) -> None:
    if included.language != script.language:
        message = f"'{step.include.text}' is in {included.language}, not in {script.language}"
        reader.reject(step.include.place, message)
    settings = settings_of(included)
    for name, words in step.with_.items():
        if name not in settings:
            message = f"'{step.include.text}' has no setting '{name}'"
            reader.reject(words.place, message, nearest(name, list(settings)))
        elif "$" not in words.text:
            try:
                settings[name].read(name, words.text)
            except SettingError as error:
                reader.reject(words.place, str(error))
    titles = [section.section.text for section in included.session]
    for title in step.sections:
        if title not in titles:
            message = f"'{step.include.text}' has no section '{title}'"
            reader.reject(step.place, message, nearest(title, titles))


def _check_names(reader: Reader, script: Script) -> None:
    kinds: dict[str, SettingKind] = {
        name: setting.default.kind for name, setting in settings_of(script).items()
    }
    kinds |= _level_kinds(reader, script)
    for use in reader.uses:
        problem = _pool_problem(script, use) if use.kind == "pool" else _name_problem(kinds, use)
        if problem:
            reader.problems.append(problem)


def _level_kinds(reader: Reader, script: Script) -> dict[str, SettingKind]:
    """Return the kinds of what levels name; all of them have to name the same."""
    levels: list[dict[str, SettingKind]] = [
        {name: value.kind for name, value in script.levels[number].items()}
        for number in sorted(script.levels)
    ]
    if any(level != levels[0] for level in levels):
        message = "the levels do not all give the same names the same kind of value"
        reader.reject(script.place, message, "each level has to say what every name stands for")
    for name in {LEVEL, *(levels[0] if levels else ())} & script.settings.keys():
        if levels:
            place = script.settings[Name(name)].place or script.place
            message = f"'{name}' is a setting, and the levels say what it is"
            reader.reject(place, message, "rename one of the two")
    return levels[0] if levels else {}


def _pool_problem(script: Script, use: Use) -> Problem | None:
    if use.name in script.cues:
        return None
    advice = nearest(use.name, list(script.cues)) or "write it under 'cues'"
    return Problem(use.place, f"there are no cues named '{use.name}'", advice)


def _name_problem(kinds: dict[str, SettingKind], use: Use) -> Problem | None:
    if use.name not in kinds:
        advice = nearest(use.name, list(kinds)) or "write it under 'settings'"
        return Problem(use.place, f"there is no setting '{use.name}'", advice)
    if use.kind not in ("any", kinds[use.name]):
        message = f"'{use.name}' is a {kinds[use.name]}, and a {use.kind} is needed here"
        return Problem(use.place, message)
    return None
