"""Guidance that fades: all the words while a script is new, fewer once it is known."""

from typing import Annotated

import msgspec

from voicecoach.compiler.plan import Guidance
from voicecoach.home import Notes

NEW = 5
"""How many times a script is heard in full."""


class Habit(msgspec.Struct, frozen=True):
    """How often a script was done.

    Attributes:
        script_name: by which it is asked for.
        completed: how many sessions were heard to their end.
    """

    script_name: str
    completed: Annotated[int, msgspec.Meta(ge=0)] = 0


def guidance_for(completed: int) -> Guidance:
    """Choose how much is said to someone who has done a script so many times.

    It never comes to ``minimal`` by itself: that leaves out the reminders of form, and
    whether one can do without them only the listener knows.
    """
    return "full" if completed < NEW else "brief"


def notice(completed: int) -> str:
    """Tell of the guidance that `guidance_for` chose; empty where nothing is left out."""
    guidance = guidance_for(completed)
    if guidance == "full":
        return ""
    return (
        f"{guidance} guidance: you have done this {completed} times; --guidance full says all of it"
    )


def completed_times(notes: Notes, script_name: str) -> int:
    """Return how often a script was completed, as far as is known."""
    try:
        habit = msgspec.json.decode(notes.get(script_name) or b"", type=Habit)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return 0
    return habit.completed if habit.script_name == script_name else 0


def count_completed(notes: Notes, script_name: str) -> None:
    """Count one more; where it cannot be kept, `notes.problem` says why."""
    habit = Habit(script_name, completed_times(notes, script_name) + 1)
    try:
        content = msgspec.json.encode(habit)
    except UnicodeEncodeError:
        return  # a name from the command line that is no text
    notes.put(script_name, content)
