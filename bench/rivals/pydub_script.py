"""Counted holds as someone would script them with espeak-ng and pydub.

Usage: python pydub_script.py FILE.wav|FILE.mp3 ROUNDS [tell]
With "tell" it also prints how many seconds come before the first hold.
"""

import subprocess
import sys
from tempfile import NamedTemporaryFile

from pydub import AudioSegment
from pydub.generators import Sine

INTRO = (
    "This is not medical advice. Stop if pain grows sharp.",
    "Sitting training, for your right leg.",
    "Switch off the television. For these minutes, the training is all you do.",
    "Sit down, and put the weight around your right ankle.",
    "Lay a pillow or a rolled towel behind your right knee.",
    "Bend the hip, and turn the thigh outward, about forty-five degrees.",
    "Put one hand on the inside of your thigh, just above the knee.",
    "Each time I say squeeze, tighten the inner thigh with all your force.",
    "Straighten the knee against the weight. Do not lift the foot.",
    "Let all the other muscles of the thigh stay relaxed.",
    "Under your hand, you feel the inner thigh harden.",
    "Hold for ten seconds, then relax for five seconds.",
)
OUTRO = (
    "Well done. That was the sitting training.",
    "Do it three to four times a day.",
    "When it has become easy, take a little more weight.",
)
COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
REMINDERS = (
    "Feel the muscle harden under your hand.",
    "Keep the rest of the thigh soft.",
    "Leave your foot where it is.",
    "Only the inner thigh works.",
    "Stay with it. Nothing else.",
)
BREATH_MS = 700


def spoken(text: str) -> AudioSegment:
    """Speak a text."""
    with NamedTemporaryFile(suffix=".wav") as file:
        subprocess.run(["espeak-ng", "-v", "en-us", "-s", "165", "-w", file.name, text], check=True)
        return AudioSegment.from_wav(file.name)


def slot(text: str, length_ms: int) -> AudioSegment:
    """Speak a text and pad it, or cut it, to a length."""
    clip = spoken(text)
    return (clip + AudioSegment.silent(length_ms, clip.frame_rate))[:length_ms]


def told(texts: tuple[str, ...]) -> AudioSegment:
    """Speak texts one after the other, with a breath after each."""
    track = AudioSegment.empty()
    for text in texts:
        track += spoken(text) + AudioSegment.silent(BREATH_MS)
    return track


def rest(text: str) -> AudioSegment:
    """Make a rest of five seconds."""
    low = Sine(440).to_audio_segment(duration=200, volume=-24)
    return slot("Relax", 900).overlay(low) + slot(text, 3400) + slot("Squeeze", 700)


def main(out: str, rounds: int, *, tell: bool) -> None:
    """Put the track together and write it."""
    tone = Sine(660).to_audio_segment(duration=160, volume=-24)
    hold = slot(COUNTS[0], 1000).overlay(tone)
    for word in COUNTS[1:]:
        hold += slot(word, 1000)
    reminders = [rest(text) for text in REMINDERS]
    special = {rounds // 2: rest("Halfway."), rounds - 1: rest("Last one.")}

    ready = slot("Get ready.", 5000) + slot("three", 1000) + slot("two", 1300)
    track = told(INTRO) + ready + slot("Squeeze", 700)
    if tell:
        sys.stdout.write(f"{track.duration_seconds}\n")
    for number in range(1, rounds):
        track += hold + special.get(number, reminders[number % len(reminders)])
    track += hold + slot("Relax", 900) + told(OUTRO)
    track.export(out, format=out.rpartition(".")[2], bitrate="64k")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), tell="tell" in sys.argv[3:])
