"""Which number is said on which second of a hold."""

from voicecoach.script.model import CountPolicy
from voicecoach.units import SECOND, Milliseconds

EVERY_SECOND = CountPolicy("up")
LONG_HOLD = CountPolicy("up", every=10, last=5)
LONG = Milliseconds(15 * SECOND)
"""A hold up to this long is counted every second where its author does not say how."""


def default_policy(duration: Milliseconds) -> CountPolicy:
    """Return how a hold is counted whose author does not say."""
    return EVERY_SECOND if duration <= LONG else LONG_HOLD


def counts(policy: CountPolicy, duration: Milliseconds) -> list[tuple[Milliseconds, int]]:
    """Return the offset and the number of each count, in order.

    A count names the second that begins: up, ``1`` is at 0 ms and ``10`` at 9000; down,
    the number is what is left, so that ``1`` is a second before the end.
    """
    whole = duration // SECOND
    last = min(policy.last, whole)
    numbers: dict[int, int] = {}
    if policy.direction == "up":
        numbers |= {
            (number - 1) * SECOND: number
            for number in range(policy.every, whole + 1, policy.every)
            if number <= whole - last
        }
    elif policy.direction == "down":
        numbers |= {duration - n * SECOND: n for n in range(policy.every, whole + 1, policy.every)}
    numbers |= {duration - n * SECOND: n for n in range(1, last + 1)}
    return [(Milliseconds(offset), numbers[offset]) for offset in sorted(numbers)]
