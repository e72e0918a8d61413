"""Stock words: what every session says, in the language of its script.

One module a language; ``docs/languages.md`` tells how to add one.
"""

from importlib import import_module

from voicecoach.errors import UnknownNameError
from voicecoach.script.phrases.stock import Phrases

LANGUAGES = ("de", "en", "es", "fr", "zh")
"""Languages there are stock words for, each a module of this package."""

_ADVICE = "docs/languages.md tells how to add them, as a module in voicecoach/script/phrases"


def phrases_for(language: str) -> Phrases:
    """Return the stock words of a language; ``en-GB`` is served by ``en``.

    Raises:
        UnknownNameError: there are none.
    """
    name = language.lower().replace("_", "-").partition("-")[0]
    if name not in LANGUAGES:
        what = "set of stock words for the language"
        raise UnknownNameError(what, language, LANGUAGES, _ADVICE)
    phrases: Phrases = import_module(f"{__name__}.{name}").PHRASES
    return phrases
