"""Loading: from the text of a script to its value, or to everything that is wrong with it."""

from voicecoach.script.leaves import LEAVES
from voicecoach.script.model import Script
from voicecoach.script.nodes import parse
from voicecoach.script.problems import ScriptError, nearest
from voicecoach.script.reader import Invalid, Reader, Use
from voicecoach.script.settings import LEVEL, Setting, SettingKind, Value


def load(text: str, file: str) -> Script:
    """Read a script.

    Args:
        text: YAML.
        file: its name as the user wrote it, for messages and sources.

    Raises:
        ScriptError: with every problem there is.
    """
    top = parse(text, file)
    reader = Reader(LEAVES)
    try:
        script = reader.read_struct(top, Script)
    except Invalid:
        raise ScriptError(reader.problems) from None
    kinds = _name_kinds(script)
    for use in reader.uses:
        _check_use(reader, script, kinds, use)
    if reader.problems:
        raise ScriptError(reader.problems)
    return script


def settings_of(script: Script) -> dict[str, Setting]:
    """Every setting of a script, the level among them where it has levels."""
    if not script.levels:
        return script.settings
    choices = tuple(Value("number", str(number), number) for number in sorted(script.levels))
    about = "how hard: the diary proposes, you decide"
    return script.settings | {LEVEL: Setting(default=choices[0], choices=choices, about=about)}


def _name_kinds(script: Script) -> dict[str, SettingKind]:
    kinds = {name: setting.default.kind for name, setting in settings_of(script).items()}
    for level in script.levels.values():
        kinds |= {name: value.kind for name, value in level.items()}
    return kinds


def _check_use(reader: Reader, script: Script, kinds: dict[str, SettingKind], use: Use) -> None:
    if use.kind == "pool":
        if use.name not in script.cues:
            advice = nearest(use.name, list(script.cues)) or "write it under 'cues'"
            reader.reject(use.place, f"there are no cues named '{use.name}'", advice)
    elif use.name not in kinds:
        advice = nearest(use.name, list(kinds)) or "write it under 'settings'"
        reader.reject(use.place, f"there is no setting '{use.name}'", advice)
    elif use.kind not in ("any", kinds[use.name]):
        message = f"'{use.name}' is a {kinds[use.name]}, and a {use.kind} is needed here"
        reader.reject(use.place, message)
