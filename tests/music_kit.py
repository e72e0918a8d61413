"""Files of music that tests make, and other ways to decode them."""

import subprocess
import wave
from fractions import Fraction

import av
import numpy as np

CODECS = {
    "wav": ("wav", "pcm_s16le", {}),
    "flac": ("flac", "flac", {"compression_level": "0"}),
    "mp3": ("mp3", "libmp3lame", {"b": "96000", "compression_level": "9"}),
    "low.mp3": ("mp3", "libmp3lame", {"b": "40000", "compression_level": "9"}),
    "m4a": ("mp4", "aac", {"b": "96000", "aac_coder": "fast", "aac_pns": "0"}),
    "pns.m4a": ("mp4", "aac", {"b": "64000", "aac_coder": "fast", "aac_pns": "1"}),
    "ogg": ("ogg", "vorbis", {"strict": "-2"}),
    "opus": ("ogg", "libopus", {"b": "64000", "compression_level": "0"}),
    "webm": ("webm", "libopus", {"b": "64000", "compression_level": "0"}),
    "mka": ("matroska", "flac", {"compression_level": "0"}),
}
"""Container, codec and its options by the end of a name; webm and mka count in milliseconds."""


def melody(rate_hz, seconds, seed=0):
    """Two channels of notes that never repeat, and a little noise: shape (frames, 2), int16."""
    random = np.random.default_rng(seed)
    at = np.arange(int(rate_hz * seconds)) / rate_hz
    step = (at * 4).astype(int)
    since = at - step / 4
    channels = []
    for _ in range(2):
        pitch = random.uniform(150, 2500, int(seconds * 4) + 1)[step]
        note = np.sin(2 * np.pi * pitch * since) * np.exp(-6 * since)
        channels.append(0.4 * note + 0.02 * random.standard_normal(len(at)))
    return np.rint(np.stack(channels, 1) * 32767).astype(np.int16)


def write_music(path, samples, rate_hz, kind=None):
    """Encode `samples`, shape (frames, channels), as the end of the name says."""
    container_name, codec, options = CODECS[kind or path.name.split(".", 1)[1]]
    layout = {1: "mono", 2: "stereo", 6: "5.1"}[samples.shape[1]]
    with av.open(str(path), "w", format=container_name) as container:
        stream = container.add_stream(codec, rate_hz, layout=layout, options=options)
        resampler = av.AudioResampler(stream.codec_context.format, layout, rate_hz, 1024)
        frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), "s16", layout)
        frame.sample_rate, frame.pts, frame.time_base = rate_hz, 0, Fraction(1, rate_hz)
        for each in [*resampler.resample(frame), *resampler.resample(None)]:
            container.mux(stream.encode(each))
        container.mux(stream.encode(None))
    return path


def write_wav(path, samples, rate_hz):
    """Write a plain WAV, without any encoder."""
    with wave.open(str(path), "wb") as file:
        file.setparams((samples.shape[1], 2, rate_hz, 0, "NONE", ""))
        file.writeframes(samples.astype("<i2").tobytes())
    return path


def decoded_whole(path):
    """Every frame from the first to the last in one decoding, by PyAV: floats, (frames, 2)."""
    with av.open(str(path)) as container:
        resampler = av.AudioResampler("flt", "stereo")
        parts = [
            part.to_ndarray().reshape(-1, 2)
            for frame in container.decode(audio=0)
            for part in resampler.resample(frame)
        ]
    return np.concatenate(parts)


def decoded_by(ffmpeg, path, rate_hz):
    """The same by the program: 16-bit, at `rate_hz`."""
    command = [ffmpeg, "-v", "error", "-i", path, "-f", "s16le", "-ac", "2", "-ar", str(rate_hz)]
    done = subprocess.run([*command, "-"], capture_output=True, check=True)
    return np.frombuffer(done.stdout, "<i2").reshape(-1, 2)


def offset(expected, decoded):
    """By how many frames `decoded` is late, by cross-correlation of one channel."""
    size = 2 * max(len(expected), len(decoded))
    product = np.fft.rfft(decoded.astype(float), size)
    product *= np.fft.rfft(expected.astype(float), size).conj()
    late = int(np.fft.irfft(product, size).argmax())
    return late if late < size // 2 else late - size
