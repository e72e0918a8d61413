"""Which column of a sheet is what, by the words above it."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal, get_args

import msgspec

from voicecoach.importing.cells import read_unit

Field = Literal["name", "sets", "reps", "hold", "rest", "pause", "side", "note"]
FIELDS: tuple[Field, ...] = get_args(Field)

_WORDS: Mapping[str, Mapping[Field, Sequence[str]]] = {
    "en": {
        "name": ("name", "exercise", "exercise name", "title"),
        "sets": ("sets", "set", "series"),
        "reps": ("reps", "rep", "repetitions", "repeats", "repeat", "times", "count",
                 "sets reps", "sets x reps"),
        "hold": ("hold", "hold time", "holding time", "duration", "time"),
        "rest": ("rest", "rest time", "rest between reps", "relax", "break", "pause"),
        "pause": ("rest between sets", "pause between sets", "break between sets", "set rest"),
        "side": ("side", "sides", "leg", "arm"),
        "note": ("note", "notes", "comment", "comments", "instruction", "instructions",
                 "description", "remarks"),
    },
    "de": {
        "name": ("name", "übung", "bezeichnung"),
        "sets": ("sätze", "satz", "serien"),
        "reps": ("wdh", "wiederholungen", "wiederholung", "anzahl"),
        "hold": ("halten", "haltezeit", "dauer", "zeit"),
        "rest": ("pause", "ruhe", "entspannen"),
        "pause": ("satzpause", "pause zwischen den sätzen"),
        "side": ("seite", "seiten", "bein", "arm"),
        "note": ("bemerkung", "bemerkungen", "hinweis", "hinweise", "anleitung", "notiz"),
    },
}  # fmt: skip
"""By language, so that the words above the columns tell the language of what is below."""

_MEANING: Mapping[str, Field] = {
    word: field for words in _WORDS.values() for field in FIELDS for word in words[field]
}


class Heading(msgspec.Struct, frozen=True):
    """What stands above a column.

    Attributes:
        field: what the column holds; None where that is not known.
        word: by which it was known, without its unit.
        unit: of bare numbers below, where one is named, as in ``hold (min)``.
    """

    field: Field | None
    word: str
    unit: str = ""


def read_heading(text: str) -> Heading:
    """Read what stands above a column: ``Hold (s)``, ``rest_sec``, ``Übung``."""
    words = re.sub(r"[\W_]+", " ", text.casefold()).split()
    unit = read_unit(words[-1]) if len(words) > 1 else None
    word = " ".join(words[:-1] if unit else words)
    return Heading(_MEANING.get(word), word, unit or "")


def language_of(headings: Sequence[Heading]) -> str:
    """Return the language that most headings are in; English where two are as likely."""
    votes = Counter({"en": 0})
    for language, words in _WORDS.items():
        votes[language] += sum(
            heading.field is not None and heading.word in words[heading.field]
            for heading in headings
        )
    return votes.most_common(1)[0][0]
