"""The decoders of a browser hear tracks where FFmpeg hears them."""

import base64

import numpy as np
import pytest

from tests.test_track_mp3 import session
from tests.track_kit import offset, write_track
from voicecoach.sound.mixer import mix
from voicecoach.units import Frames, KiloHertz

RATE = KiloHertz(24)
CLOSE_MS = 5
AAC_FRAME = 1024

DECODE = f"""async (text) => {{
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const context = new OfflineAudioContext(1, 1, {RATE * 1000});
  const sound = await context.decodeAudioData(bytes.buffer);
  return new Uint8Array(sound.getChannelData(0).buffer).toBase64();
}}"""


def decoded(browser, path):
    page = browser.new_page()
    try:
        heard = page.evaluate(DECODE, base64.b64encode(path.read_bytes()).decode())
        return np.frombuffer(base64.b64decode(heard), "<f4")
    finally:
        page.close()


@pytest.mark.parametrize("name", ["m4a", "mp3", "opus", "flac"])
def test_a_browser_hears_a_track_where_its_wav_lies(name, browser, tmp_path):
    timeline, sounds = session(RATE)
    heard = decoded(browser, write_track(tmp_path / f"t.{name}", timeline, sounds))
    expected = mix(timeline, sounds, Frames(0), Frames(timeline.duration_ms * RATE))
    assert 0 <= len(heard) - len(expected) < AAC_FRAME
    head, tail = slice(0, 1500 * RATE), slice(len(expected) - 1500 * RATE, len(expected))
    assert abs(offset(expected[head], heard[head])) <= CLOSE_MS * RATE
    assert abs(offset(expected[tail], heard[tail])) <= CLOSE_MS * RATE
