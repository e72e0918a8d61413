"""Sample rates and bit rates, as people write them."""

import re
from collections.abc import Sequence

from voicecoach.errors import UsageError
from voicecoach.units import KiloHertz

SAMPLE_RATES = (16, 24, 48)
"""Kilohertz that all formats have; 44.1 is not whole, so no millisecond would be."""

BIT_RATES = {
    1: (32, 40, 48, 56, 64, 80, 96, 112, 128, 160),
    2: (64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
}
"""Kilobits a second that all formats have, by the number of channels."""

LOSSLESS = ("wav", "flac")

_FIGURE = re.compile(r"(\d{1,6})\s*(k?)(?:hz|bit/s|bps)?", re.ASCII)


def read_sample_rate(text: str) -> KiloHertz:
    """Read a sample rate: ``24``, ``24kHz`` or ``24000``.

    Raises:
        UsageError: it is none of `SAMPLE_RATES`.
    """
    rate = _thousands(text)
    if rate not in SAMPLE_RATES:
        raise UsageError(f"--sample-rate '{text}' is not one of {_listed(SAMPLE_RATES)} (kHz)")
    return KiloHertz(rate)


def read_bit_rate(text: str, formats: Sequence[str], channels: int) -> int:
    """Read a bit rate in kilobits a second: ``64``, ``64k`` or ``64000``.

    Raises:
        UsageError: it is none of `BIT_RATES`, or all of `formats` keep every sample.
    """
    if not set(formats) - set(LOSSLESS):
        raise UsageError(f"--bitrate changes nothing in {' and '.join(formats)}: leave it out")
    rate = _thousands(text)
    if rate not in BIT_RATES[channels]:
        raise UsageError(f"--bitrate '{text}' is not one of {_listed(BIT_RATES[channels])} (kb/s)")
    return rate


def _thousands(text: str) -> int | None:
    """Read a number of thousands, or one that is large enough to be written out."""
    match = _FIGURE.fullmatch(text.strip().lower())
    if match is None:
        return None
    figure = int(match[1])
    whole = figure >= 1000 and not match[2]  # noqa: PLR2004 - a thousand
    if whole and figure % 1000:
        return None
    return figure // 1000 if whole else figure


def _listed(figures: Sequence[int]) -> str:
    return ", ".join(map(str, figures))
