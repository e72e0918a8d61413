"""What an imported script says of its own, in every language there are stock words for.

Said like the stock words, and no more than is needed; ``{}`` is where a figure goes.
"""

from collections.abc import Mapping

import msgspec


class Wording(msgspec.Struct, frozen=True, kw_only=True):
    """The words of one language.

    Attributes:
        conjunction: "and", by which a file shows its language.
        set_up: name of the section before the exercises.
        training: name of the section of a single exercise.
        finish: name of the section after the exercises.
        side: says which side works; ``{}`` is the side.
        hold: says how long one hold lasts.
        holds: says how long each hold lasts, and how many there are.
        times: says how many repetitions there are.
        go: begins a movement, and work without a word of its own.
        back: begins the way back of a movement.
    """

    conjunction: str
    set_up: str
    training: str
    finish: str
    side: str
    hold: str
    holds: str
    times: str
    go: str
    back: str


WORDINGS: Mapping[str, Wording] = {
    "de": Wording(
        conjunction="und",
        set_up="Vorbereitung",
        training="Training",
        finish="Schluss",
        side="Jetzt die {} Seite.",
        hold="Halten Sie {}.",
        holds="Halten Sie jedes Mal {}, {} Mal.",
        times="Wir machen es {} Mal.",
        go="Los",
        back="Und zurück",
    ),
    "en": Wording(
        conjunction="and",
        set_up="Set up",
        training="Training",
        finish="Finish",
        side="Your {} side.",
        hold="Hold for {}.",
        holds="Hold for {} each time. We do {}.",
        times="We do {}.",
        go="Go",
        back="And back",
    ),
    "es": Wording(
        conjunction="y",
        set_up="Preparación",
        training="Entrenamiento",
        finish="Final",
        side="A la {}.",
        hold="Mantén {}.",
        holds="Mantén {} cada vez, {} veces.",
        times="Lo hacemos {} veces.",
        go="Ahora",
        back="Y vuelve",
    ),
    "fr": Wording(
        conjunction="et",
        set_up="Préparation",
        training="Entraînement",
        finish="Fin",
        side="À {}.",
        hold="Tenez {}.",
        holds="Tenez chaque fois {}, {} fois.",
        times="On le fait {} fois.",
        go="Allez",
        back="Et retour",
    ),
    "zh": Wording(
        conjunction="和",
        set_up="准备",
        training="训练",
        finish="结束",
        side="{}边。",
        hold="坚持{}。",
        holds="每次坚持{}，做{}次。",
        times="做{}次。",
        go="开始",
        back="还原",
    ),
}
"""By the language of the stock words."""


def wording_for(language: str) -> Wording:
    """Return the words of a language there are stock words for; ``en-GB`` is served by ``en``."""
    return WORDINGS[language.lower().replace("_", "-").partition("-")[0]]


def language_of(conjunction: str) -> str | None:
    """Return the language that says "and" so; None where no known one does."""
    said = conjunction.strip().casefold()
    return next((name for name, each in WORDINGS.items() if each.conjunction == said), None)
