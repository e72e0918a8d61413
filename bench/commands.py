"""How soon commands answer, and what many scripts cost."""

import sys
from collections.abc import Mapping
from pathlib import Path
from shutil import copyfile

import msgspec

from bench.contenders import VOICECOACH
from bench.processes import Command, Sample, ratio, take_turns, typical
from voicecoach.home import find_home
from voicecoach.library import bundled_folder

TURNS = 15
LIBRARY_TURNS = 3
SCRIPTS = 200

IMPORT_TYPER = "python -c 'import typer'"
HELP = "voicecoach --help"


class Start(msgspec.Struct, frozen=True):
    """What a command took.

    Attributes:
        command: as it is typed.
        typical: the median of each figure.
        ratio: of its time to that of importing typer.
    """

    command: str
    typical: Sample
    ratio: float


def start_up() -> list[Start]:
    """Measure commands that ought to answer at once, beside what Python itself takes."""
    commands = [
        Command("python -c pass", [sys.executable, "-c", "pass"]),
        Command(IMPORT_TYPER, [sys.executable, "-c", "import typer"]),
        Command("python -c 'import numpy, typer'", [sys.executable, "-c", "import numpy, typer"]),
        Command(HELP, [VOICECOACH, "--help"]),
        Command("voicecoach list", [VOICECOACH, "list"]),
        Command("voicecoach timeline sitting", [VOICECOACH, "timeline", "sitting"]),
    ]
    return _starts(take_turns(commands, TURNS))


def library() -> list[Start]:
    """Measure `check` and `list` with many scripts in a listener's own folder."""
    scripts = _own_scripts(find_home().scripts)
    commands = [
        Command(IMPORT_TYPER, [sys.executable, "-c", "import typer"]),
        Command(f"voicecoach check, {SCRIPTS} scripts", [VOICECOACH, "check", *scripts]),
        Command(f"voicecoach list, {SCRIPTS} scripts", [VOICECOACH, "list"]),
    ]
    return _starts(take_turns(commands, LIBRARY_TURNS))[1:]


def _own_scripts(folder: Path) -> list[str]:
    """Write copies of the bundled scripts that include no others."""
    texts = [path for path in sorted(bundled_folder().glob("*.yaml")) if _stands_alone(path)]
    folder.mkdir(parents=True)
    scripts = [folder / f"own-{number:03}.yaml" for number in range(SCRIPTS)]
    for number, script in enumerate(scripts):
        copyfile(texts[number % len(texts)], script)
    return list(map(str, scripts))


def _stands_alone(path: Path) -> bool:
    return "include:" not in path.read_text(encoding="utf-8")


def _starts(samples: Mapping[str, list[Sample]]) -> list[Start]:
    base = [one.wall_s for one in samples[IMPORT_TYPER]]
    return [
        Start(name, typical(each), ratio([one.wall_s for one in each], base))
        for name, each in samples.items()
    ]
