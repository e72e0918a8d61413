"""The colours of phases can be read: as letters, and under letters."""

import re

import pytest

from voicecoach.colours import ON_DARK, ON_LIGHT
from voicecoach.html.filling import asset
from voicecoach.player.screen.style import GROUND

READABLE = 4.5
"""Contrast of small letters, WCAG 2.2, criterion 1.4.3."""

LIGHT_GROUND, DARK_GROUND = re.findall(r"--ground: (#\w+)", asset("voicecoach.html", "frame.css"))


def luminance(colour):
    """Relative luminance as WCAG defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    darker, lighter = sorted(map(luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("colour", ON_DARK.values(), ids=ON_DARK)
def test_on_dark(colour):
    assert min(contrast(colour, ground) for ground in (GROUND, DARK_GROUND)) >= READABLE


@pytest.mark.parametrize("colour", ON_LIGHT.values(), ids=ON_LIGHT)
def test_on_light(colour):
    assert contrast(colour, LIGHT_GROUND) >= READABLE


def test_each_ground_has_every_kind():
    assert ON_DARK.keys() == ON_LIGHT.keys()
