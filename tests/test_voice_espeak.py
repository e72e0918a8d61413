"""The embedded voice, for real."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from voicecoach.errors import SynthesisError, UnavailableError
from voicecoach.speech import Utterance
from voicecoach.voice import espeak_data
from voicecoach.voice.espeak import JOBS, PROGRAM, EspeakVoice
from voicecoach.voice.languages import candidates
from voicecoach.voice.packages import Package

WORDS = ("one", "two", "Keep your mind on the muscle.", "one", "Squeeze")


@pytest.fixture
def voices():
    opened = []

    def make(variant="", **options):
        opened.append(EspeakVoice(variant, **options))
        return opened[-1]

    yield make
    for voice in opened:
        voice.close()


def say(voice, *texts, language="en", wpm=165, pace=100):
    utterances = [Utterance(text, language, pace) for text in texts]
    return [recording.samples for recording in voice.record(utterances, wpm)]


def run(*command, **options):
    done = subprocess.run(command, capture_output=True, check=True, **options)
    return done.stdout


def same(first, second):
    return len(first) == len(second) and all(map(np.array_equal, first, second))


def test_a_recording_is_one_channel_between_minus_one_and_one(voices):
    [recording] = voices().record([Utterance("one")], 165)
    assert recording.rate_hz == 22050
    assert recording.samples.dtype == np.float32
    assert recording.samples.ndim == 1
    assert 0.05 < np.abs(recording.samples).max() <= 1
    assert 0.25 < len(recording.samples) / recording.rate_hz < 0.6


@pytest.mark.parametrize("jobs", sorted({0, 1, JOBS}))
def test_samples_do_not_depend_on_what_was_said_before(voices, jobs):
    usual, other = voices(), voices(jobs=jobs)
    spoken = say(usual, *WORDS)
    assert same(spoken[:1], spoken[3:4])
    assert same(spoken, say(usual, *WORDS))
    assert same(spoken[::-1], say(other, *WORDS[::-1]))
    say(other, "uno", language="es")
    assert same(spoken[1:2], say(other, "two"))


def test_samples_do_not_depend_on_languages_around_them(voices):
    voice = voices()
    mixed = [Utterance("one"), Utterance("eins", "de"), Utterance("two"), Utterance("deux", "fr")]
    spoken = [recording.samples for recording in voice.record(mixed, 165)]
    assert same(spoken[::2], say(voice, "one", "two"))
    assert same(spoken[1:2], say(voice, "eins", language="de"))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Squeeze and hold"),
        ("de", "Anspannen und halten"),
        ("es", "Aprieta y aguanta"),
        ("fr", "Serrez et tenez"),
        ("zh", "收紧并保持"),
        ("en-GB", "Squeeze and hold"),
        ("de-AT", "Anspannen und halten"),
        ("zh-Hant-TW", "收緊並保持"),
    ],
)
def test_languages_speak(voices, language, text):
    [samples] = say(voices(), text, language=language)
    assert 0.6 < len(samples) / 22050 < 4


def test_every_voice_listed_is_one_the_library_takes():
    espeak = espeak_data.find()
    probe = (
        "import ctypes, os, sys; os.chdir(sys.argv[2]); lib = ctypes.CDLL(sys.argv[1]);"
        "lib.espeak_Initialize(2, 0, b'.', 0x8000);"
        "print([v for v in sys.argv[3:] if lib.espeak_SetVoiceByName(v.encode())])"
    )
    paths = [str(espeak.library), str(espeak.data.parent)]
    names = sorted(espeak.languages | {f"en-us+{name}" for name in espeak.variants.values()})
    refused = run(sys.executable, "-I", "-S", "-c", probe, *paths, *names)
    assert refused.strip() == b"[]"


def test_variants_sound_different_and_are_known_by_several_names(voices):
    plain, low, high = (say(voices(variant), "one") for variant in ("", "m3", "f3"))
    assert not same(plain, low)
    assert not same(low, high)
    assert same(high, say(voices("+F3"), "one"))
    assert same(high, say(voices("en-us+f3"), "one"))
    assert same(plain, say(voices("en-US"), "one"))
    assert not same(plain, say(voices("en-gb-x-rp"), "one"))


@pytest.mark.parametrize(
    ("variant", "language", "choice"),
    [
        ("nobody", "en", "f3"),
        ("nobody", "en", "en-gb-x-rp"),
        ("nobody+f3", "en", "en-gb-x-rp"),
        ("en-us+nobody", "en", "f3"),
        ("de", "en", "en-us"),
        ("", "tlh", "de"),
        ("f3", "tlh", "de"),
    ],
)
def test_what_there_is_not_comes_with_what_there_is(variant, language, choice):
    voice = EspeakVoice(variant)
    with pytest.raises(UnavailableError) as caught:
        voice.record([Utterance("one", language)], 165)
    assert choice in caught.value.advice.removeprefix("choose one of: ").split(", ")


def test_a_missing_wheel_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(espeak_data, "locate", lambda _: None)
    with pytest.raises(UnavailableError, match="espeakng_loader is not installed"):
        _ = EspeakVoice().identity
    empty = Package(tmp_path, "1")
    monkeypatch.setattr(espeak_data, "locate", lambda _: empty)
    with pytest.raises(UnavailableError, match="no library for this system"):
        _ = EspeakVoice().identity


@pytest.mark.parametrize(
    ("text", "literal"),
    [
        ("[[h@l'oU]]", "h@l'oU"),
        ("<prosody rate='500%'>hello</prosody>", "prosody rate='500%' hello /prosody"),
        ("hello<break time='9s'/>", "hello break time='9s'"),
    ],
)
def test_markup_is_only_text(voices, text, literal):
    written, read, word = say(voices(), text, literal, "hello")
    assert 0.7 < len(written) / len(read) < 1.5
    assert len(written) > 1.2 * len(word)


def test_control_characters_are_not_spoken(voices):
    plain, dirty = say(voices(), "one two", "\x00one\n\t\x1b\x01two\x7f\ud800\u2028")
    assert same([plain], [dirty])


def test_what_has_no_words_is_an_error(voices):
    with pytest.raises(SynthesisError, match="it delivered no sound"):
        say(voices(), " \n ")


def test_nothing_to_say_starts_nothing():
    assert list(EspeakVoice(program=("nothing",)).record([], 165)) == []


def test_pace_is_a_share_of_the_rate_within_what_espeak_can(voices):
    voice = voices()
    sentence = "Keep your mind on the muscle"
    [usual], [faster] = say(voice, sentence), say(voice, sentence, pace=125)
    assert 0.7 < len(faster) / len(usual) < 0.9
    assert same([faster], say(voice, sentence, wpm=206))
    assert same(say(voice, sentence, wpm=450), say(voice, sentence, wpm=450, pace=300))
    assert same(say(voice, sentence, wpm=80), say(voice, sentence, wpm=20))


def test_a_long_path_with_letters_of_all_sorts_is_no_obstacle(tmp_path):
    espeak = espeak_data.find()
    deep = tmp_path.joinpath(*["ein ungewöhnlich tiefer Ordner 深い"] * 5)
    deep.parent.mkdir(parents=True)
    deep.symlink_to(espeak.library.parent, target_is_directory=True)
    paths = [str(deep / espeak.library.name), str(deep / espeak.data.name)]
    assert len(os.fsencode(paths[1])) > 200
    spoken = run(*PROGRAM, *paths, "en-us", str(JOBS), "5", input=b"165\tone\n\n")
    assert spoken.startswith(b"ok 22050 ")


def test_what_the_library_refuses_comes_back_as_a_reason(tmp_path):
    espeak = espeak_data.find()
    paths = [str(espeak.library), str(espeak.data)]
    for arguments in ([*paths, "nobody"], [paths[0], str(tmp_path / "x"), "en-us"]):
        assert run(*PROGRAM, *arguments, "1", "5").startswith(b"failed 0 ")


def test_identity_tells_versions_and_starts_nothing():
    voice = EspeakVoice("f3", program=("nothing",))
    assert voice.identity == EspeakVoice("f3").identity
    assert voice.identity.startswith("espeak:f3, espeakng-loader 0.2.")
    assert voice.identity != EspeakVoice("f2").identity


def test_another_library_is_another_identity(tmp_path):
    library = tmp_path / "lib.so"
    identities = set()
    for content in (b"one build", b"another build"):
        library.write_bytes(content)
        identities.add(espeak_data.EspeakData(library, tmp_path, "1").identity)
    assert len(identities) == 2


def test_asking_for_the_identity_imports_nothing_costly():
    source = (
        # numpy brings some of them in certain versions, and is needed anyway.
        "import sys, msgspec, numpy; before = set(sys.modules);"
        "from voicecoach.voice.catalogue import open_voice;"
        "open_voice('espeak').identity;"
        "costly = {'ctypes', 'subprocess', 'espeakng_loader', 'pyttsx3', 'av',"
        " 'importlib.metadata', 'tempfile', 'queue'};"
        "print(sorted(costly & (set(sys.modules) - before)))"
    )
    root = Path(__file__).parent.parent
    assert run(sys.executable, "-c", source, cwd=root).strip() == b"[]"


def test_candidates_go_from_the_very_dialect_to_the_language():
    assert candidates("en-GB") == ("en-gb-x-rp", "en-gb", "en-us", "en")
    assert candidates("zh_Hans_CN") == ("zh-hans-cn", "zh-hans", "cmn", "zh")
    assert candidates("de") == ("de",)
