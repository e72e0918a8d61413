"""Time as whole numbers: milliseconds on the timeline, frames in the sound.

Sample rates are whole kilohertz, so that a millisecond is a whole number of frames and
no rounding can accumulate.
"""

import re
from typing import NewType

Milliseconds = NewType("Milliseconds", int)
"""A point or a length on the timeline."""

Frames = NewType("Frames", int)
"""A point or a length in PCM: one sample for each channel."""

KiloHertz = NewType("KiloHertz", int)
"""A sample rate, which is also the number of frames in a millisecond."""

SPEECH_RATE = KiloHertz(24)
"""The sample rate of a session without music."""

SECOND = Milliseconds(1000)
MINUTE = Milliseconds(60 * SECOND)
HOUR = Milliseconds(60 * MINUTE)

UNIT_MS = {
    "ms": 1,
    "s": SECOND,
    "sec": SECOND,
    "secs": SECOND,
    "second": SECOND,
    "seconds": SECOND,
    "m": MINUTE,
    "min": MINUTE,
    "mins": MINUTE,
    "minute": MINUTE,
    "minutes": MINUTE,
    "h": HOUR,
    "hr": HOUR,
    "hrs": HOUR,
    "hour": HOUR,
    "hours": HOUR,
}
"""Milliseconds of each unit that a duration may be written in."""
_PART = re.compile(r"(\d{1,9})(?:\.(\d{1,9}))?\s*([a-z]+)\s*", re.ASCII)
_CLOCK = re.compile(r"(?:(\d{1,4}):)?(\d{1,4}):([0-5]\d)", re.ASCII)


def frames(time: Milliseconds, rate: KiloHertz) -> Frames:
    """Frames in `time` at `rate`; exact."""
    return Frames(time * rate)


def milliseconds(count: Frames, rate: KiloHertz) -> Milliseconds:
    """Shortest whole number of milliseconds that holds `count` frames at `rate`."""
    return Milliseconds(-(-count // rate))


def parse_duration(text: str) -> Milliseconds:
    """Read a duration as people write it: ``10s``, ``2.5s``, ``1min 30s``, ``10 min``, ``1:30``.

    Raises:
        ValueError: the text is not a duration, is finer than a millisecond, or names a
            unit twice or out of order.
    """
    text = text.strip().lower()
    if clock := _CLOCK.fullmatch(text):
        hours, minutes, seconds = (int(part or 0) for part in clock.groups())
        return Milliseconds(hours * HOUR + minutes * MINUTE + seconds * SECOND)
    total, position, finest = 0, 0, HOUR + 1
    while position < len(text):
        part = _PART.match(text, position)
        unit = UNIT_MS.get(part[3]) if part else None
        if part is None or unit is None or unit >= finest:
            raise ValueError(text)
        whole, fraction = part[1], part[2] or ""
        scaled, remainder = divmod(int(whole + fraction) * unit, 10 ** len(fraction))
        if remainder:
            raise ValueError(text)
        total, position, finest = total + scaled, part.end(), unit
    if not position:
        raise ValueError(text)
    return Milliseconds(total)


def format_duration(time: Milliseconds) -> str:
    """Write a duration so that `parse_duration` reads the same: ``1min30s``, ``2.5s``, ``0s``."""
    hours, rest = divmod(time, HOUR)
    minutes, rest = divmod(rest, MINUTE)
    seconds, fraction = divmod(rest, SECOND)
    parts = [f"{hours}h"] if hours else []
    if minutes:
        parts.append(f"{minutes}min")
    if fraction:
        parts.append(f"{seconds}.{fraction:03d}".rstrip("0") + "s")
    elif seconds or not parts:
        parts.append(f"{seconds}s")
    return "".join(parts)


def format_clock(time: Milliseconds) -> str:
    """Write a position as players do, to the second begun: ``3:12``, ``1:03:12``."""
    minutes, seconds = divmod(time // SECOND, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"
