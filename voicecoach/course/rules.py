"""When a change is proposed, and which one: the rules, as data.

They are ours, and careful; `docs/progress.md` tells them to those who follow them. Nothing
here ever changes a setting: what follows from the rules is proposed to the listener.
"""

from collections.abc import Mapping

import msgspec

from voicecoach.script.settings import LEVEL


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """When a change is proposed.

    Attributes:
        sessions: how many in a row, all done as the last one, have to have gone well.
        easy_pain: how strong pain may have been in them, of 10.
        days: over how many days, before today, the doses are counted.
        done_percent: how many of the doses due on them have to be done, as the last one was.
        recent_sessions: how many of the last sessions can call for a step back.
        high_pain: how strong pain in any of them calls for it, of 10. So does pain that rises
            from each of them to the next.
    """

    sessions: int = 6
    easy_pain: int = 2
    days: int = 7
    done_percent: int = 80
    recent_sessions: int = 3
    high_pain: int = 5


RULES = Rules()


class Growth(msgspec.Struct, frozen=True):
    """How an exercise grows.

    Attributes:
        setting: that changes.
        step: by how much, as it is written; empty for levels, which the script numbers.
        more: what to do to go on, a clause.
        less: what to do to go back, a clause.
    """

    setting: str
    step: str
    more: str
    less: str


BY_LEVEL = Growth(LEVEL, "", "take the next level", "go back to the level before")
"""Of every script that has levels."""

_BY_WEIGHT = Growth("weight", "0.5 kg", "take a little more weight", "take less weight")
_BY_HOLD = Growth("hold", "2s", "hold a little longer", "hold less long")
# That weight and holds are what grows is our reading of the protocol, and so are the steps.
GROWTHS: Mapping[str, Growth] = {
    "sitting": _BY_WEIGHT,
    "sitting-zh": _BY_WEIGHT,
    "standing": _BY_HOLD,
    "standing-zh": _BY_HOLD,
}
"""By script, of those without levels. Of any other, nothing is known to grow."""
