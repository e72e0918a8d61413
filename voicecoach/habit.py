"""Guidance that fades: all the words while a script is new, fewer once it is known."""

from voicecoach.compiler.plan import Guidance

NEW = 5
"""How many times a script is heard in full."""


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
