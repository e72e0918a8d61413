"""Decibels and amplitudes."""

import math


def amplitude(decibels: float) -> float:
    """Factor on the samples that `decibels` stands for; 1 at 0 dB."""
    return math.exp(decibels * math.log(10) / 20)
