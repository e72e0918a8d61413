"""Where the counts are heard, in what ffmpeg decodes."""

import subprocess
import wave
from pathlib import Path

import msgspec
import numpy as np

from bench.contenders import Contender
from bench.onsets import Pcm, lateness_ms, shifts_ms
from bench.processes import measure


class Accuracy(msgspec.Struct, frozen=True):
    """How far the counts of a session are from their seconds, in milliseconds.

    Attributes:
        contender: who made it.
        counts: how many there are.
        wav_median_ms: how late they begin in the WAV, or early.
        wav_worst_ms: the same for the worst.
        mp3_median_ms: how far they are in the MP3 from where they are in its WAV.
        mp3_worst_ms: the same for the worst.
        late_ms: of each in the WAV, for the picture.
    """

    contender: str
    counts: int
    wav_median_ms: float
    wav_worst_ms: float
    mp3_median_ms: float
    mp3_worst_ms: float
    late_ms: tuple[float, ...]


def accuracy(contender: Contender, folder: Path, rounds: int) -> Accuracy:
    """Have a WAV and an MP3 made, and look for every count in them."""
    expected = contender.counts_ms(folder, rounds)
    (pcm, rate_hz), (coded, _) = (
        _decoded(contender, folder / f"track.{suffix}", rounds) for suffix in ("wav", "mp3")
    )
    late = lateness_ms(pcm, rate_hz, expected)
    shifted = np.abs(shifts_ms(coded, pcm, rate_hz, expected))
    return Accuracy(
        contender=contender.name,
        counts=len(expected),
        wav_median_ms=_rounded(np.median(np.abs(late))),
        wav_worst_ms=_rounded(np.abs(late).max()),
        mp3_median_ms=_rounded(np.median(shifted)),
        mp3_worst_ms=_rounded(shifted.max()),
        late_ms=tuple(map(_rounded, late)),
    )


def _decoded(contender: Contender, track: Path, rounds: int) -> tuple[Pcm, int]:
    measure(contender.export(track, rounds).arguments)
    decoded = track.with_name("decoded.wav")
    command = ["ffmpeg", "-nostdin", "-v", "error", "-y", "-i", str(track), "-ac", "1"]
    subprocess.run([*command, "-c:a", "pcm_s16le", str(decoded)], check=True)
    with wave.open(str(decoded)) as file:
        pcm: Pcm = np.frombuffer(file.readframes(file.getnframes()), "<i2")
        return pcm, file.getframerate()


def _rounded(milliseconds: float | np.floating) -> float:
    return round(float(milliseconds), 2)
