"""From orders to sessions: the plan, the voice, the cache."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from voicecoach.cli.orders import Order
from voicecoach.compiler.planning import plan
from voicecoach.compose import Speaker, Take, compose
from voicecoach.home import find_home
from voicecoach.units import SPEECH_RATE, KiloHertz
from voicecoach.voice.cache import ClipCache
from voicecoach.voice.catalogue import open_voice

if TYPE_CHECKING:
    from voicecoach.sound.music import Music


@contextmanager
def open_speaker(voice: str, rate: int, sample_rate: KiloHertz = SPEECH_RATE) -> Iterator[Speaker]:
    """Have a voice speak with the cache of clips; its process ends with the block.

    Raises:
        UnknownNameError: there is no such voice.
    """
    with closing(open_voice(voice)) as speaking:
        yield Speaker(speaking, ClipCache(find_home().clips), rate, sample_rate)


def produce(
    orders: Sequence[Order], voice: str, rate: int, sample_rate: KiloHertz = SPEECH_RATE
) -> list[Take]:
    """Compose the sessions, in order, with one voice.

    Raises:
        VoicecoachError: a script does not fit, or the voice failed.
    """
    with open_speaker(voice, rate, sample_rate) as speaker:
        return [compose(plan(order.script, order.preferences), speaker) for order in orders]


def open_music(path: Path | None) -> "AbstractContextManager[Music | None]":
    """Have the listener's music at hand, where any is asked for; it is closed with the block.

    Raises:
        UsageError: there is none at `path`, or it cannot be read.
    """
    if path is None:
        return nullcontext()
    from voicecoach.sound.music import Music

    return closing(Music([path]))


def rate_with(music: "Music | None") -> KiloHertz:
    """Return the sample rate of a session with this music, or without any."""
    return music.rate if music else SPEECH_RATE
