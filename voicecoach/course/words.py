"""Days and numbers of things, in words."""

from datetime import date


def date_in_words(day: date) -> str:
    """Write a day without its year: ``2 March``."""
    return f"{day.day} {day:%B}"


def times(count: int, what: str) -> str:
    """Write how many there are: ``1 dose``, ``2 doses``."""
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
