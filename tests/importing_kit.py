"""What tests of importing share: a file's text in, the script and what was missed out."""

from tests.kit import timeline_of_script
from voicecoach.importing.formats import read_workout
from voicecoach.importing.writing import write_script
from voicecoach.script.loader import load
from voicecoach.script.model import EachSide, Hold, Move, Ready, Repeat, Rest, Say, Script, Wait


def imported(text: str, suffix: str = ".csv") -> tuple[str, list[str]]:
    """The script's text, and what was missed: line, column and message."""
    workout = read_workout(text, f"file{suffix}", "My workout", suffix)
    told = [
        f"{problem.place.line}:{problem.place.column} {problem.message}"
        for problem in workout.missed
    ]
    return write_script(workout, f"file{suffix}", "file"), told


def script_from(text: str, suffix: str = ".csv") -> Script:
    """The script, which compiles."""
    script = load(imported(text, suffix)[0], "file.yaml")
    timeline_of_script(script)
    return script


def outline(script: Script) -> list[str]:
    """Each step of a session on a line, indented, without its words."""
    return [line for section in script.session for line in _lines(section.steps, "")]


def sayings(script: Script) -> list[str]:
    """What is said before the work, in order."""
    return [
        step.say.text
        for section in script.session
        for step in _flat(section.steps)
        if isinstance(step, Say)
    ]


def _flat(steps):
    for step in steps:
        yield step
        yield from _flat(getattr(step, "steps", ()))


def _lines(steps, margin):
    for step in steps:
        yield margin + _line(step)
        yield from _lines(getattr(step, "steps", ()), margin + "  ")


def _line(step):
    match step:
        case Say():
            return "say"
        case Ready(ready=time) | Hold(hold=time) | Rest(rest=time) | Wait(wait=time):
            return f"{type(step).__name__.lower()} {_figure(time)}"
        case Move():
            return "move " + " ".join(_figure(part.for_) for part in step.move)
        case Repeat():
            return f"repeat {_figure(step.times)}"
        case EachSide():
            return f"each side {step.switch}"
        case _:
            raise AssertionError(step)


def _figure(value):
    return f"${value.name}" if hasattr(value, "name") else str(value)
