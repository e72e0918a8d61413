"""From an author's words, settings and guidance to phrases."""

import re
from collections.abc import Callable
from random import Random

from voicecoach.compiler.plan import Phrase, Preferences
from voicecoach.script.model import NO_WORDS, Pool, Script, Words
from voicecoach.script.phrases.stock import Phrases
from voicecoach.script.settings import LEVEL, Chosen, read_quantity
from voicecoach.script.values import REF
from voicecoach.speech import Utterance
from voicecoach.timeline import SpeechRole
from voicecoach.units import Milliseconds

LETTER = r"[^\W\u3040-\u30ff\u3400-\u9fff]"
"""Letters that make words; Chinese and Japanese write theirs without spaces."""


class Wording:
    """Puts a script's words as the listener wants them.

    Args:
        script: whose words they are.
        preferences: for the guidance and the seed.
        chosen: the values of what the words may name.
        stock: the words of the language.
    """

    def __init__(
        self, script: Script, preferences: Preferences, chosen: Chosen, stock: Phrases
    ) -> None:
        self._script = script
        self._preferences = preferences
        self._chosen = chosen
        self._stock = stock

    def start(self, words: Words | None, stock: str | None = None) -> Phrase | None:
        """Return what begins a phase: the author's words, or else the stock's."""
        if words is None:
            return self.stock_phrase(stock, "start") if stock else None
        return self.phrase(words, "start")

    def pool(self, name: str, pool: Pool) -> tuple[Phrase, ...]:
        """Return the reminders of a pool in the order of their turns."""
        if self._preferences.guidance == "minimal":
            return ()
        phrases = [phrase for words in pool.texts if (phrase := self.phrase(words, "form"))]
        if pool.order == "shuffled":
            Random(f"{self._preferences.seed} {name}").shuffle(phrases)  # noqa: S311 - no secret
        return tuple(phrases)

    def phrase(self, words: Words, role: SpeechRole) -> Phrase | None:
        """Return what is said of some words at the listener's guidance; None for nothing."""
        text = self._wanted(words)
        if text == NO_WORDS:
            return None
        spoken = words.spoken if words.spoken and text == words.text else text
        short = None
        if words.short and text == words.text:
            short = self.phrase(Words(words.short, words.place), role)
        utterance = Utterance(self._pronounced(self.worded(spoken)), self._stock.language)
        return Phrase(utterance, self.worded(text), role, words.place, short)

    def _wanted(self, words: Words) -> str:
        match self._preferences.guidance:
            case "full":
                return words.text
            case "brief":
                return words.brief or words.text
            case "minimal":
                return words.minimal or words.brief or words.text

    def stock_phrase(self, text: str, role: SpeechRole) -> Phrase:
        """Return words that no author wrote."""
        return Phrase(Utterance(text, self._stock.language), text, role)

    def number(self, number: int, role: SpeechRole) -> Phrase:
        """Return a count in words."""
        return self.stock_phrase(self._stock.number(number), role)

    def worded(self, template: str) -> str:
        """Fill in the settings as they are said and read: ``ten seconds``."""
        return self._filled(template, self._in_words)

    def written(self, template: str) -> str:
        """Fill in the settings as a listener writes them: ``10s``."""
        return self._filled(template, lambda name: self._chosen[name].text)

    def _pronounced(self, text: str) -> str:
        """Replace the words that the author wants to be said in another way."""
        sounds = self._script.pronounce
        if not sounds:
            return text
        words = "|".join(re.escape(word) for word in sorted(sounds, key=len, reverse=True))
        return re.sub(
            rf"(?<!{LETTER})(?:{words})(?!{LETTER})", lambda match: sounds[match[0]], text
        )

    def _filled(self, template: str, write: Callable[[str], str]) -> str:
        def value(match: re.Match[str]) -> str:
            name = match["name"] or match["braced"]
            return write(name) if name else "$"

        return REF.sub(value, template)

    def _in_words(self, name: str) -> str:
        value = self._chosen[name]
        if value.spoken:
            return value.spoken
        match value.kind:
            case "duration":
                return self._stock.duration(Milliseconds(value.amount))
            case "number":
                # "Level one", but what else is a number counts something: "one more time".
                write = self._stock.number if name == LEVEL else self._stock.counted
                return write(value.amount)
            case "quantity":
                return self._stock.quantity(value.amount, value.unit)
            case "text":
                # Words may be an amount after all: "the weight", or "1.5 kg".
                amount = read_quantity(value.text)
                return self._stock.quantity(amount.amount, amount.unit) if amount else value.text
