"""From orders to sessions: the plan, the voice, the cache."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager

from voicecoach.cli.orders import Order
from voicecoach.compiler.planning import plan
from voicecoach.compose import Speaker, Take, compose
from voicecoach.home import find_home
from voicecoach.units import SPEECH_RATE, KiloHertz
from voicecoach.voice.cache import ClipCache
from voicecoach.voice.catalogue import open_voice


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
