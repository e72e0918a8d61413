"""Tracks that tests write, and other programs that decode and measure them."""

import subprocess

import numpy as np

from voicecoach.track.about import About
from voicecoach.track.export import FORMATS, Job, Target, export

DECODABLE = sorted(set(FORMATS) - {"html"})
"""Formats that other programs decode; a page has one of them inside."""


def job_of(timeline, sounds, *paths, **fields):
    """A job of files that are named after their formats."""
    about = fields.pop("about", About(title=timeline.title))
    targets = tuple(Target(path, path.suffix[1:]) for path in paths)
    return Job(timeline=timeline, sounds=sounds, about=about, targets=targets, **fields)


def write_track(path, timeline, sounds, on_progress=None, **fields):
    """Write one track; raises what export only returns."""
    for error in export(job_of(timeline, sounds, path, **fields), on_progress):
        raise error
    return path


def by_ffmpeg(ffmpeg, path, rate, channels=1):
    """16-bit PCM at `rate` kHz; shape (frames,), or (frames, 2)."""
    command = [ffmpeg, "-v", "error", "-i", path, "-map", "0:a", "-f", "s16le"]
    command += ["-ac", str(channels), "-ar", str(rate * 1000), "-"]
    done = subprocess.run(command, capture_output=True, check=True)
    assert done.stderr == b""
    samples = np.frombuffer(done.stdout, "<i2")
    return samples if channels == 1 else samples.reshape(-1, channels)


def offset(expected, decoded):
    """By how many frames `decoded` is late, by cross-correlation."""
    size = 2 * max(len(expected), len(decoded))
    product = np.fft.rfft(decoded.astype(float), size)
    product *= np.fft.rfft(expected.astype(float), size).conj()
    late = int(np.fft.irfft(product, size).argmax())
    return late if late < size // 2 else late - size
