"""What becomes of a voice whose worker misbehaves, with the real one taking over."""

import subprocess
import sys

import pytest

from voicecoach.errors import SynthesisError
from voicecoach.speech import Utterance
from voicecoach.voice import espeak_data
from voicecoach.voice.espeak import JOBS, PROGRAM, EspeakVoice

WORKER = PROGRAM[-1]
WORDS = [Utterance(word) for word in ("one", "two", "three", "four")]

# Misbehaves in the first FAULTY of its lives, then is the real worker.
TROUBLED = """
import os, runpy, sys
worker, lives, faulty, *rest = sys.argv[1:]
with open(lives, "a") as file:
    file.write("x")
    life = file.tell()
if life > int(faulty):
    sys.argv = [worker, *rest]
    runpy.run_path(worker, run_name="__main__")
    sys.exit()
say = lambda data: os.write(1, data)
requests = iter(sys.stdin.buffer.readline, b"\\n")
{fault}
"""
FAULTS = {
    "killed": "next(requests); os.kill(os.getpid(), 9)",
    "killed after an answer": r"say(b'ok 22050 2\n\1\0'); os.kill(os.getpid(), 9)",
    "killed amid an answer": r"say(b'ok 22050 2\n\1'); os.kill(os.getpid(), 9)",
    "ended": "next(requests); sys.exit(3)",
    "gibberish": r"say(b'Hello, I am not a worker\n'); list(sys.stdin)",
    "endless gibberish": r"say(b'x' * 1000); list(sys.stdin)",
    "half a sample": r"say(b'ok 22050 1\nx'); list(sys.stdin)",
    "no rate": r"say(b'ok 0 2\n\1\0'); list(sys.stdin)",
    "empty": r"say(b'ok 22050 0\n'); list(sys.stdin)",
    "silent": r"say(b'ok 22050 4\n\0\0\0\0'); list(sys.stdin)",
    "failed": r"say(b'failed 0 6\nno way'); list(sys.stdin)",
}
REASONS = {
    "killed": "its process ended, status -9",
    "ended": "its process ended, status 3",
    "gibberish": "its process answered with gibberish",
    "endless gibberish": "its process answered with gibberish",
    "half a sample": "its process answered with gibberish",
    "no rate": "its process answered with gibberish",
    "empty": "it delivered no sound",
    "silent": "it delivered no sound",
    "failed": "no way",
}


@pytest.fixture
def troubled(tmp_path):
    """Make a voice whose worker misbehaves in its first lives."""
    voices: list[EspeakVoice] = []

    def make(fault: str, faulty: int, *, jobs: int = JOBS, deadline_s: float = 10) -> EspeakVoice:
        script, lives = tmp_path / "troubled.py", tmp_path / "lives"
        script.write_text(TROUBLED.format(fault=fault))
        program = (sys.executable, "-I", "-S", str(script), WORKER, str(lives), str(faulty))
        voices.append(EspeakVoice("f3", program=program, jobs=jobs, deadline_s=deadline_s))
        return voices[-1]

    yield make
    for voice in voices:
        voice.close()


def pcm(voice, utterances=WORDS):
    return [recording.samples.tobytes() for recording in voice.record(utterances, 165)]


@pytest.fixture(scope="module")
def expected():
    voice = EspeakVoice("f3")
    yield pcm(voice)
    voice.close()


@pytest.mark.parametrize("jobs", sorted({0, JOBS}))
@pytest.mark.parametrize("fault", FAULTS)
def test_a_worker_that_fails_once_is_replaced(troubled, expected, fault, jobs):
    spoken = pcm(troubled(FAULTS[fault], 1, jobs=jobs))
    if fault == "killed after an answer":
        spoken[0] = expected[0]
    assert spoken == expected


@pytest.mark.parametrize("fault", REASONS)
def test_a_worker_that_fails_twice_is_an_error(troubled, fault):
    with pytest.raises(SynthesisError) as caught:
        pcm(troubled(FAULTS[fault], 2))
    error = caught.value
    assert (error.phrase, error.voice, error.reason) == ("one", "espeak:f3", REASONS[fault])


def test_the_error_names_the_phrase_that_failed(troubled):
    choosy = r"""
for request in requests:
    say(b'failed 0 3\nbad' if b'three' in request else b'ok 22050 2\n\1\0')
sys.stdin.read()
"""
    recordings = troubled(choosy, 99).record(WORDS, 165)
    assert [len(next(recordings).samples) for _ in range(2)] == [1, 1]
    with pytest.raises(SynthesisError, match="'espeak:f3' could not speak 'three': bad"):
        next(recordings)


def test_each_phrase_has_its_own_second_chance(troubled, expected):
    spoken = pcm(troubled(FAULTS["killed after an answer"], 3))
    assert [len(samples) for samples in spoken[:3]] == [4, 4, 4]
    assert spoken[3] == expected[3]


def test_a_worker_that_hangs_is_given_up_at_its_deadline(troubled):
    with pytest.raises(SynthesisError, match=r"no answer within 0\.05 s"):
        pcm(troubled("list(sys.stdin)", 2, deadline_s=0.05))


def test_a_worker_that_does_not_even_listen_is_given_up(troubled):
    more_than_a_pipe_holds = [Utterance("long " * 100_000)]
    deaf = "import threading; threading.Event().wait()"
    with pytest.raises(SynthesisError, match=r"no answer within 0\.05 s"):
        pcm(troubled(deaf, 2, deadline_s=0.05), more_than_a_pipe_holds)


def test_a_program_that_cannot_be_started_is_an_error(tmp_path):
    voice = EspeakVoice(program=(str(tmp_path / "nothing"),))
    with pytest.raises(SynthesisError, match="its process did not start"):
        pcm(voice)


def test_recordings_left_half_way_do_not_reach_the_next_listener(expected):
    voice = EspeakVoice("f3")
    abandoned = voice.record(WORDS, 165)
    next(abandoned)
    assert pcm(voice) == expected
    rest = [recording.samples.tobytes() for recording in abandoned]
    assert rest == expected[1:]
    del abandoned
    assert pcm(voice) == expected
    voice.close()


def test_closing_is_harmless_and_not_the_end(expected):
    voice = EspeakVoice("f3")
    voice.close()
    assert pcm(voice) == expected
    voice.close()
    voice.close()
    assert pcm(voice) == expected
    voice.close()


def test_a_worker_ends_with_its_input():
    espeak = espeak_data.find()
    command = [*PROGRAM, str(espeak.library), str(espeak.data), "en-us", str(JOBS), "5"]
    for request, answer in ((b"165\tone\n\n", b"ok 22050 "), (b"165\tone\n", b""), (b"", b"")):
        ended = subprocess.run(command, input=request, capture_output=True, check=True)
        assert ended.stdout[:9] == answer
