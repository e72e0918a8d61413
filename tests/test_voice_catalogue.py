import pytest

from voicecoach.errors import SynthesisError, UnavailableError, UnknownNameError
from voicecoach.voice import espeak_data
from voicecoach.voice.catalogue import VoiceEntry, list_voices, open_voice
from voicecoach.voice.espeak import EspeakVoice
from voicecoach.voice.system import SystemVoice


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("espeak", EspeakVoice),
        ("espeak:f3", EspeakVoice),
        ("system", SystemVoice),
        ("system:Zira", SystemVoice),
    ],
)
def test_a_voice_is_opened_by_its_name(name, kind):
    voice = open_voice(name)
    assert isinstance(voice, kind)
    assert voice.name == name
    assert voice.identity.startswith(f"{name}, ")


@pytest.mark.parametrize("name", ["", "espeak:", "espeak: ", ":f3", "system:", "Espeak", "sox:x"])
def test_an_unknown_name_comes_with_the_names_there_are(name):
    with pytest.raises(UnknownNameError) as caught:
        open_voice(name)
    assert caught.value.exit_code == 2
    assert caught.value.known == ("espeak", "espeak:VARIANT", "system", "system:NAME")


@pytest.mark.parametrize("name", ["f3", "+F3", "en-gb-x-rp", "Alex"])
def test_a_variant_alone_is_a_hint(name):
    with pytest.raises(UnknownNameError, match=r"did you mean 'espeak:[^+]+'\?") as caught:
        open_voice(name)
    assert name.lstrip("+") in caught.value.advice


def test_the_list_has_what_can_be_asked_for():
    voices = {entry.name: entry for entry in list_voices()}
    assert {"en", "de", "es", "fr", "cmn"} <= set(voices["espeak"].languages)
    assert voices["espeak:f3"] == VoiceEntry("espeak:f3")
    assert voices["espeak:en-gb-x-rp"].languages == ("en-gb-x-rp",)
    assert voices["system:English (America)"].languages == ("en-us",)
    assert not any(entry.missing for entry in voices.values())


@pytest.mark.parametrize(
    "error",
    [
        UnavailableError("voice 'system'", "nothing here", "do without"),
        SynthesisError("the list of voices", "system", "nothing here"),
    ],
)
def test_what_is_missing_is_listed_with_its_reason(monkeypatch, error):
    def fail(*_):
        raise error

    monkeypatch.setattr(SystemVoice, "known", fail)
    monkeypatch.setattr(espeak_data, "locate", lambda _: None)
    assert list_voices() == (
        VoiceEntry("espeak", missing="the package espeakng_loader is not installed"),
        VoiceEntry("system", missing="nothing here"),
    )
