"""Interludes: what is said in a live session besides its script.

They are small sessions of their own, through the same compiler, voice and mixer as the rest.
"""

from collections.abc import Mapping

import msgspec

from voicecoach.compiler.plan import Phrase, Plan, PlanNode, Spoken, Timed, Titled
from voicecoach.compiler.planning import COUNTDOWN as NUMBERS
from voicecoach.compose import Speaker, Take, compose
from voicecoach.script.model import ToneChoice
from voicecoach.script.phrases import phrases_for
from voicecoach.script.phrases.stock import Phrases
from voicecoach.script.problems import Place
from voicecoach.speech import Utterance
from voicecoach.timeline import SpeechRole
from voicecoach.units import SECOND, Milliseconds

COUNTDOWN = "countdown"
PAUSED = "paused"
CLOSING = "closing"
DONE = "done"
QUESTION = "question"
"""What is said before a session goes on, when it stops for a while, when it is ended early; and
after one what was done, and the question how it was."""

ANSWERED_WITHIN = Milliseconds(30 * SECOND)
"""How long the listener may think about the question."""

_NOWHERE = Place("voicecoach", 1, 1)
_SILENT = ToneChoice(only=())
_LENGTH = Milliseconds(len(NUMBERS) * SECOND)


def compose_interludes(language: str, speaker: Speaker) -> Mapping[str, Take]:
    """Return every interlude of a language, by name.

    Raises:
        SynthesisError: the voice failed.
        UnavailableError: there is no such voice.
    """
    stock = phrases_for(language)
    countdown = compose(_plan(stock, *_before_work(stock)), speaker)
    return {
        COUNTDOWN: Take(countdown.timeline.first(_LENGTH), countdown.sounds),
        PAUSED: compose(_plan(stock, _words(stock, stock.paused)), speaker),
        CLOSING: compose(_plan(stock, _words(stock, stock.stopped)), speaker),
    }


def compose_question(
    language: str, title: str, dose: int, of: int, speaker: Speaker
) -> Mapping[str, Take]:
    """Return what is said after a session, by name.

    Args:
        language: of the session.
        title: of the session.
        dose: which of the day it is.
        of: how many are due on the day; 0 where so many are not due.
        speaker: says it.

    Raises:
        SynthesisError: the voice failed.
        UnavailableError: there is no such voice.
    """
    stock = phrases_for(language)
    done = _words(stock, f"{title}. {stock.dose_today(dose, of)}")
    question = msgspec.structs.replace(_words(stock, stock.ask_pain), pause_ms=ANSWERED_WITHIN)
    return {
        DONE: compose(_plan(stock, done), speaker),
        QUESTION: compose(_plan(stock, question), speaker),
    }


def _before_work(stock: Phrases) -> tuple[PlanNode, PlanNode]:
    """Get-ready time that is counted to its end, because work would follow."""
    ready = Timed(kind="ready", label=stock.labels["ready"], duration_ms=_LENGTH, place=_NOWHERE)
    return ready, msgspec.structs.replace(ready, kind="move", duration_ms=Milliseconds(1))


def _words(stock: Phrases, text: str) -> Spoken:
    return Spoken(
        kind="instruction",
        label=text,
        phrase=_phrase(stock, text, "instruction"),
        pause_ms=Milliseconds(0),
        place=_NOWHERE,
    )


def _plan(stock: Phrases, *body: PlanNode) -> Plan:
    return Plan(
        title="",
        language=stock.language,
        sections=(Titled("", body),),
        pools={},
        tones=_SILENT,
        countdown=tuple(_phrase(stock, stock.number(n), "countdown") for n in NUMBERS),
        halfway=_phrase(stock, stock.halfway, "announce"),
        last=_phrase(stock, stock.last, "announce"),
    )


def _phrase(stock: Phrases, text: str, role: SpeechRole) -> Phrase:
    return Phrase(Utterance(text, stock.language), text, role)
