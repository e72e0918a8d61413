"""Sessions composed with voices that deliver what is no speech."""

import numpy as np
import pytest

from tests.kit import MemoryCache, script_of
from voicecoach.compiler.plan import Preferences
from voicecoach.compiler.planning import plan
from voicecoach.compose import Speaker, compose
from voicecoach.errors import SynthesisError
from voicecoach.voice.fake import FakeVoice
from voicecoach.voice.port import Recording


class TroubledVoice(FakeVoice):
    """Delivers the same samples, whatever it is asked to say."""

    def __init__(self, samples):
        super().__init__()
        self._samples = np.array(samples, np.float32)

    def record(self, utterances, words_per_minute):
        del words_per_minute
        return (Recording(self._samples, 24_000) for _ in utterances)


@pytest.mark.parametrize(
    ("samples", "reason"),
    [
        ([0.5, np.nan] * 5000, "samples that are not numbers"),
        ([0.5, np.inf] * 5000, "samples that are not numbers"),
        ([0.0] * 5000, "silent"),
    ],
)
def test_what_is_no_speech_is_told_and_not_kept(samples, reason):
    cache = MemoryCache()
    planned = plan(script_of("{ready: 5s}", "{hold: 3s}"), Preferences())
    with pytest.raises(SynthesisError, match=f"'fake' could not speak '.+': .*{reason}"):
        compose(planned, Speaker(TroubledVoice(samples), cache))
    assert cache.entries == {}
