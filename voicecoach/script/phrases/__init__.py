"""Stock words: what every session says, in the language of its script.

One module a language; adding one is described in ``docs/contributing.md``.
"""

from importlib import import_module

from voicecoach.errors import UnknownNameError
from voicecoach.script.phrases.stock import Phrases

LANGUAGES = ("en",)
"""Languages there are stock words for, each a module of this package."""


def phrases_for(language: str) -> Phrases:
    """Return the stock words of a language; ``en-GB`` is served by ``en``.

    Raises:
        UnknownNameError: there are none.
    """
    name = language.lower().replace("_", "-").partition("-")[0]
    if name not in LANGUAGES:
        advice = "add a module beside voicecoach/script/phrases/en.py"
        raise UnknownNameError("language with stock words", language, LANGUAGES, advice)
    phrases: Phrases = import_module(f"{__name__}.{name}").PHRASES
    return phrases
