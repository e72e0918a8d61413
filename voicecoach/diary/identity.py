"""Ids of entries: short enough to be typed, random enough to be told apart wherever they go."""

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence

from voicecoach.diary.entry import Entry
from voicecoach.errors import UnknownNameError, UsageError

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's: nothing in it is read for something else."""

LENGTH = 8
SHOWN = 4
"""Characters at least that are shown of an id."""

LAST = "last"
"""Stands for the entry of the session that was begun last."""

_MISREAD = str.maketrans("oil", "011")


def new_id(below: Callable[[int], int] = secrets.randbelow) -> str:
    """Return an id that no other entry has: two diaries of ten years share one in 50,000 cases.

    Args:
        below: draws a whole number from 0 to less than what it is given.
    """
    return "".join(ALPHABET[below(len(ALPHABET))] for _ in range(LENGTH))


def short_ids(entries: Iterable[Entry]) -> Mapping[str, str]:
    """Return how much of each id has to be typed, by the whole id."""
    ids = sorted({entry.id for entry in entries})
    return {
        this: this[: max(SHOWN, _shared(before, this) + 1, _shared(this, after) + 1)]
        for before, this, after in zip(["", *ids], ids, [*ids[1:], ""], strict=False)
    }


def find(entries: Sequence[Entry], word: str) -> Entry:
    """Return the entry whose id begins with `word`, or the last one.

    Raises:
        UnknownNameError: there is none.
        UsageError: there are several.
    """
    if word.lower() == LAST and entries:
        return entries[-1]
    begun = {word, word.lower().translate(_MISREAD)}
    found = [entry for entry in entries if any(map(entry.id.startswith, begun))]
    if not word or not found:
        raise UnknownNameError("session", word, (), "'voicecoach log' shows their ids")
    if len(found) > 1:
        raise UsageError(f"{len(found)} ids begin with '{word}': give more of it")
    return found[0]


def _shared(one: str, other: str) -> int:
    """Count the characters that two words have in common before they differ."""
    pairs = enumerate(zip(one, other, strict=False))
    differing = (index for index, (a, b) in pairs if a != b)
    return next(differing, min(len(one), len(other)))
