"""The computer's own voices: for real on Linux, by fake drivers for macOS and Windows."""

import io
import json
import struct
import sys
import wave

import numpy as np
import pytest

from voicecoach.errors import SynthesisError, UnavailableError
from voicecoach.speech import Utterance
from voicecoach.voice import system
from voicecoach.voice.system import PROGRAM, SystemVoice, decode
from voicecoach.voice.worker import WorkerError

linux = pytest.mark.skipif(sys.platform != "linux", reason="speaks with what Linux has")

RATE = 22050
TONE = (np.sin(np.arange(RATE // 2) / 10) * 12000).astype(np.int16)


def wav(samples=TONE, channels=1):
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setparams((channels, 2, RATE, 0, "NONE", ""))
        writer.writeframes(samples.tobytes())
    return file.getvalue()


def aiff(samples=TONE):
    rate = bytes.fromhex("400dac44000000000000")  # 22050 in 80 bits
    common = struct.pack(">4sIhIh", b"COMM", 18, 1, len(samples), 16) + rate
    sound = struct.pack(">4sIII", b"SSND", 8 + 2 * len(samples), 0, 0)
    body = b"AIFF" + common + sound + samples.astype(">i2").tobytes()
    return b"FORM" + struct.pack(">I", len(body)) + body


# Drivers as pyttsx3 has them on other systems, as far as their manners go. NSSpeech writes
# AIFF while its loop runs and tells when it has finished; SAPI5 writes WAV at once and
# never tells. What they were asked they leave in a file.
PROGRAM_WITH_DRIVER = r"""
import json, runpy, sys, types
import pyttsx3.engine
from pyttsx3.voice import Voice

worker, sound, fault, kind, *rest = sys.argv[1:]

class Driver:
    def __init__(self, proxy):
        self.proxy, self.pending, self.chosen, self.looping = proxy, None, {}, False
    def destroy(self): pass
    def stop(self): pass
    def getProperty(self, name):
        voices = VOICES[kind]
        return voices if name == "voices" else voices[0].id if voices else None
    def setProperty(self, name, value):
        if fault == name:
            raise ValueError("refused to set the " + name)
        self.chosen[name] = value
    def save_to_file(self, text, path):
        print("saving", path)
        self.chosen["text"] = text
        if fault == "say":
            raise OSError("lost for words")
        if kind == "nsss":
            self.proxy.setBusy(True)
            self.pending = path
        else:
            self.write(path)
    def write(self, path):
        with open(sound + ".asked", "w") as file:
            json.dump(self.chosen, file)
        if fault != "no file":
            with open(sound, "rb") as source, open(path, "wb") as target:
                target.write(source.read())
    def startLoop(self):
        self.looping = True
        self.proxy.setBusy(False)
        while self.looping:
            if fault == "hang":
                sys.stdin.read()
            elif self.pending:
                path, self.pending = self.pending, None
                self.write(path)
                self.proxy.notify("finished-utterance", completed=True)
                self.proxy.setBusy(False)
    def endLoop(self):
        self.looping = False

WINDOWS = r"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Speech\Voices\Tokens\TTS_MS_"
VOICES = {
    "nsss": [
        Voice("com.apple.speech.synthesis.voice.Alex", "Alex", ["en_US"]),
        Voice("com.apple.speech.synthesis.voice.anna", "Anna", ["de_DE"]),
        Voice("com.apple.speech.synthesis.voice.daniel", "Daniel", ["en_GB"]),
        Voice("com.apple.speech.synthesis.voice.tingting", "Ting-Ting", ["zh_CN"]),
        Voice("com.apple.speech.synthesis.voice.trinoids", "Trinoids", [None]),
    ],
    "sapi5": [
        Voice(WINDOWS + "EN-US_DAVID_11.0", "Microsoft David Desktop - English", ["en-US"]),
        Voice(WINDOWS + "EN-US_ZIRA_11.0", "Microsoft Zira Desktop - English", ["en-US"]),
        Voice(WINDOWS + "DE-DE_HEDDA_11.0", "Microsoft Hedda Desktop - German", ["de-DE"]),
    ],
    "mute": [],
}
if fault != "no driver":
    driver = types.SimpleNamespace(buildDriver=Driver)
    sys.modules["pyttsx3.drivers." + kind] = driver
pyttsx3.engine._engines_by_sys_platform[sys.platform] = (kind,)
sys.argv = [worker, *rest]
runpy.run_path(worker, run_name="__main__")
"""


class ForeignComputer:
    """Makes voices of a computer with another system, and knows what was asked of them."""

    def __init__(self, folder):
        self.folder = folder
        (folder / "driver.py").write_text(PROGRAM_WITH_DRIVER)

    def voice(self, kind, wanted="", *, file=None, fault="", deadline_s=10.0):
        usual = {"nsss": aiff, "sapi5": wav, "mute": wav}[kind]()
        sound = self.folder / "sound"
        sound.write_bytes(usual if file is None else file)
        program = (sys.executable, "-I", str(self.folder / "driver.py"), PROGRAM[-1])
        return SystemVoice(
            wanted, program=(*program, str(sound), fault, kind), deadline_s=deadline_s
        )

    @property
    def asked(self):
        return json.loads((self.folder / "sound.asked").read_text())


@pytest.fixture
def foreign(tmp_path):
    return ForeignComputer(tmp_path)


def say(voice, *texts, language="en", wpm=165, pace=100):
    utterances = [Utterance(text, language, pace) for text in texts]
    return [recording.samples for recording in voice.record(utterances, wpm)]


@linux
def test_linux_speaks_and_says_the_same_again():
    texts = ["one", "two", "one", "Keep your mind on the muscle. And breathe. Again."]
    voice = SystemVoice()
    spoken = say(voice, *texts)
    assert np.array_equal(spoken[0], spoken[2])
    assert 1.5 < len(spoken[3]) / RATE < 6
    again = say(SystemVoice(), *texts[::-1])
    assert all(map(np.array_equal, spoken, again[::-1]))
    voice.close()


@linux
def test_linux_speaks_by_name_language_and_rate():
    sentence = "Keep your mind on the muscle"
    [american] = say(SystemVoice("america"), sentence)
    [british] = say(SystemVoice("gmw/en"), sentence)
    assert not np.array_equal(american, british)
    [slow], [fast] = say(SystemVoice(), sentence, wpm=100), say(SystemVoice(), sentence, wpm=200)
    assert len(slow) > 1.4 * len(fast)
    assert np.array_equal(fast, say(SystemVoice(), sentence, wpm=160, pace=125)[0])
    [chinese] = say(SystemVoice(), "收紧并保持", language="zh")
    assert len(chinese) > RATE // 2


@linux
def test_linux_lists_its_voices():
    assert ("English (America)", ("en-us",)) in SystemVoice().known()


@pytest.mark.parametrize("kind", ["nsss", "sapi5"])
def test_what_a_foreign_driver_writes_is_heard(foreign, kind):
    first, second = say(foreign.voice(kind), "one", "two")
    assert np.allclose(first, TONE / 32768, atol=1e-4)
    assert np.array_equal(first, second)


@pytest.mark.parametrize(
    ("kind", "wanted", "language", "chosen"),
    [
        ("nsss", "", "en", "voice.Alex"),
        ("nsss", "", "en-GB", "voice.Alex"),
        ("nsss", "", "de", "voice.anna"),
        ("nsss", "", "de-AT", "voice.anna"),
        ("nsss", "", "zh", "voice.tingting"),
        ("nsss", "", "fr", "voice.trinoids"),
        ("nsss", "DANIEL", "en", "voice.daniel"),
        ("nsss", "a", "en-GB", "voice.Alex"),
        ("sapi5", "", "en", "EN-US_DAVID_11.0"),
        ("sapi5", "zira", "en", "EN-US_ZIRA_11.0"),
        ("sapi5", "DE-DE", "de", "DE-DE_HEDDA_11.0"),
    ],
)
def test_the_voice_is_chosen_by_name_and_language(foreign, kind, wanted, language, chosen):
    say(foreign.voice(kind, wanted), "one", language=language, wpm=165, pace=120)
    assert foreign.asked["voice"].endswith(chosen)
    assert foreign.asked["rate"] == 198


@pytest.mark.parametrize(
    ("which", "language", "fault", "reason"),
    [
        (("nsss", "zira"), "en", "", "has no voice 'zira'; it has: Alex, Anna, Daniel"),
        (("sapi5", ""), "fr", "", "none of its voices speaks 'fr'"),
        (("sapi5", "zira"), "de", "", "none of its voices speaks 'de'"),
        (("mute", ""), "en", "", "has no voice at all"),
        (("nsss", ""), "en", "no driver", "pyttsx3 does not start"),
    ],
)
def test_what_there_is_not_is_unavailable(foreign, which, language, fault, reason):
    with pytest.raises(UnavailableError, match=reason):
        say(foreign.voice(*which, fault=fault), "one", language=language)


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("voice", "ValueError: refused to set the voice"),
        ("rate", "ValueError: refused to set the rate"),
        ("say", "OSError: lost for words"),
        ("no file", "FileNotFoundError"),
    ],
)
@pytest.mark.parametrize("kind", ["nsss", "sapi5"])
def test_what_a_driver_runs_into_is_told(foreign, kind, fault, reason):
    with pytest.raises(SynthesisError, match=f"voice 'system' could not speak 'one': {reason}"):
        say(foreign.voice(kind, fault=fault), "one")


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (b"", "is not whole"),
        (wav()[:-1000], "is not whole"),
        (aiff()[:-1000], "is not whole"),
        (b"RIFF\x04\0\0\0WAVE", "cannot be read"),
        (b"ID3" + b"x" * 500, "is not whole"),
        (wav(TONE[:0]), "no sound"),
        (wav(TONE * 0), "no sound"),
    ],
)
def test_a_file_that_is_no_good_is_told(foreign, file, reason):
    with pytest.raises(SynthesisError, match=reason):
        say(foreign.voice("sapi5", file=file), "one")


def test_a_driver_that_hangs_is_given_up(foreign):
    with pytest.raises(SynthesisError, match=r"no answer within 0\.05 s"):
        say(foreign.voice("nsss", fault="hang", deadline_s=0.05), "one")


def test_two_channels_become_one():
    stereo = np.stack([TONE, TONE // 2], axis=1)
    recording = decode(wav(stereo, channels=2))
    assert recording.rate_hz == RATE
    assert recording.samples.shape == TONE.shape
    assert recording.samples.dtype == np.float32


def test_decoding_what_is_no_sound_is_the_workers_fault():
    with pytest.raises(WorkerError):
        decode(b"RIFF" + struct.pack("<I", 100) + b"x" * 100)


def test_nothing_that_commands_a_voice_reaches_it(foreign):
    say(foreign.voice("nsss"), "a [[rate 900]] <silence msec='9'/>\tb\n")
    assert foreign.asked["text"] == "a   rate 900    silence msec='9'/  b"


def test_identity_tells_versions():
    assert SystemVoice("Zira").identity.startswith("system:Zira, pyttsx3 2.")


def test_a_missing_package_is_told(monkeypatch):
    monkeypatch.setattr(system, "locate", lambda _: None)
    with pytest.raises(UnavailableError, match="pyttsx3 is not installed"):
        _ = SystemVoice().identity
