"""From orders to sessions: the plan, the voice, the cache."""

from collections.abc import Sequence
from contextlib import closing

from voicecoach.cli.orders import Order
from voicecoach.compiler.planning import plan
from voicecoach.compose import Speaker, Take, compose
from voicecoach.home import find_home
from voicecoach.voice.cache import ClipCache
from voicecoach.voice.catalogue import open_voice


def produce(orders: Sequence[Order], voice: str, rate: int) -> list[Take]:
    """Compose the sessions, in order, with one voice.

    Raises:
        VoicecoachError: a script does not fit, or the voice failed.
    """
    with closing(open_voice(voice)) as speaking:
        speaker = Speaker(speaking, ClipCache(find_home().clips), rate)
        return [compose(plan(order.script, order.preferences), speaker) for order in orders]
