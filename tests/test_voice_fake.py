from typing import TYPE_CHECKING

import numpy as np

from voicecoach.speech import Utterance
from voicecoach.units import KiloHertz, Milliseconds
from voicecoach.voice.fake import FakeVoice

if TYPE_CHECKING:
    from voicecoach.voice.port import Voice


def length_ms(recording):
    return len(recording.samples) * 1000 / recording.rate_hz


def test_durations_are_known_beforehand():
    voice: Voice = FakeVoice({"ten": Milliseconds(400)})
    utterances = [Utterance("Go on!"), Utterance("ten"), Utterance("ten", pace=125)]
    assert list(map(length_ms, voice.record(utterances, 165))) == [240, 400, 320]
    assert list(map(length_ms, voice.record(utterances, 330))) == [120, 200, 160]
    assert list(map(length_ms, voice.record([Utterance("...")], 165))) == [1]


def test_it_is_loud_from_the_first_sample_and_each_text_has_its_pitch():
    voice = FakeVoice(rate=KiloHertz(48))
    first, second = voice.record([Utterance("one"), Utterance("two")], 165)
    assert first.rate_hz == 48000
    assert first.samples.dtype == np.float32
    assert first.samples[0] == second.samples[0] == 0.5
    assert not np.array_equal(first.samples, second.samples)


def test_it_notes_what_it_is_asked():
    voice = FakeVoice()
    utterances = [Utterance("one"), Utterance("two")]
    list(voice.record(utterances, 150))
    voice.close()
    assert voice.calls == [(utterances[0], 150), (utterances[1], 150)]
    assert voice.closed


def test_other_durations_are_another_identity():
    assert FakeVoice().identity != FakeVoice({"ten": Milliseconds(400)}).identity
    assert FakeVoice().identity != FakeVoice(rate=KiloHertz(48)).identity
    assert FakeVoice().identity == FakeVoice().identity
