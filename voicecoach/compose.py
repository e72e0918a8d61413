"""Composing: the compiler asks for measured words and a voice speaks them, until all is said."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

import msgspec

from voicecoach.compiler.plan import Plan
from voicecoach.compiler.schedule import Scheduled, settle
from voicecoach.errors import SynthesisError
from voicecoach.sound.clips import Samples, Sounds
from voicecoach.sound.conditioning import condition
from voicecoach.sound.tones import render
from voicecoach.speech import Utterance
from voicecoach.timeline import Timeline
from voicecoach.tone import tone_named
from voicecoach.units import SPEECH_RATE, Frames, KiloHertz, Milliseconds, milliseconds
from voicecoach.voice.port import Voice

CONDITIONING = 2
"""Counts up when `condition` makes other samples of the same recording."""

NORMAL_WORDS_PER_MINUTE = 165


class Cache(Protocol):
    """Where clips are kept between sessions."""

    def get(self, key: str) -> Samples | None:
        """Return the clip kept under `key`, if there is a sound one."""
        ...

    def put(self, key: str, samples: Samples) -> None:
        """Keep a clip."""
        ...


class Take(msgspec.Struct, frozen=True):
    """A session, ready to be heard.

    Attributes:
        timeline: what is heard when.
        sounds: the clips of its cues.
    """

    timeline: Timeline
    sounds: Sounds


class Speaker:
    """A voice at a speaking rate, with a cache: makes clips of utterances.

    Attributes:
        voice: that speaks what is not in the cache.
        words_per_minute: at the normal pace.
        rate: sample rate of the clips.
    """

    def __init__(
        self,
        voice: Voice,
        cache: Cache,
        words_per_minute: int = NORMAL_WORDS_PER_MINUTE,
        rate: KiloHertz = SPEECH_RATE,
    ) -> None:
        self.voice = voice
        self.words_per_minute = words_per_minute
        self.rate = rate
        self._cache = cache

    def clips(self, utterances: Iterable[Utterance]) -> dict[Utterance, Samples]:
        """Return the clip of each utterance, spoken where it is not cached.

        Raises:
            SynthesisError: the voice failed, or delivered silence.
            UnavailableError: there is no such voice.
        """
        keys = {utterance: self._key(utterance) for utterance in sorted(utterances)}
        cached = {utterance: self._cache.get(key) for utterance, key in keys.items()}
        clips = {utterance: clip for utterance, clip in cached.items() if clip is not None}
        missing = [utterance for utterance in keys if utterance not in clips]
        for utterance, clip in self._spoken(missing):
            self._cache.put(keys[utterance], clip)
            clips[utterance] = clip
        return clips

    def _spoken(self, utterances: Sequence[Utterance]) -> Iterable[tuple[Utterance, Samples]]:
        recordings = self.voice.record(utterances, self.words_per_minute)
        for utterance, recording in zip(utterances, recordings, strict=True):
            try:
                yield utterance, condition(recording.samples, recording.rate_hz, self.rate)
            except ValueError as error:
                raise SynthesisError(utterance.text, self.voice.name, str(error)) from error

    def _key(self, utterance: Utterance) -> str:
        identity = (CONDITIONING, self.voice.identity, self.words_per_minute, self.rate)
        return json.dumps([*identity, *msgspec.structs.astuple(utterance)])


def compose(plan: Plan, speaker: Speaker) -> Take:
    """Have a plan's words spoken and measured, and everything put in its place.

    Raises:
        ScriptError: words that the author wrote do not fit, or the session is too long.
        SynthesisError: the voice failed.
        UnavailableError: there is no such voice.
    """
    made, clips = rehearse(plan, speaker)
    return Take(made.timeline, _sounds(made.timeline, clips, speaker.rate))


def rehearse(plan: Plan, speaker: Speaker) -> tuple[Scheduled, dict[Utterance, Samples]]:
    """Put everything in its place; return that, and the clips that were needed for it.

    Raises:
        As `compose`.
    """
    clips: dict[Utterance, Samples] = {}

    def measure(utterances: frozenset[Utterance]) -> dict[Utterance, Milliseconds]:
        spoken = speaker.clips(utterances)
        clips.update(spoken)
        return {
            words: milliseconds(Frames(len(clip)), speaker.rate) for words, clip in spoken.items()
        }

    return settle(plan, measure), clips


def _sounds(timeline: Timeline, clips: Mapping[Utterance, Samples], rate: KiloHertz) -> Sounds:
    """Return the clips that the timeline's cues name, and no others."""
    named = {cue.sound for cue in timeline.cues}
    sounds = {sound: render(tone, rate) for sound in named if (tone := tone_named(sound))}
    sounds |= {spoken.sound: clip for spoken, clip in clips.items() if spoken.sound in named}
    return Sounds(rate, sounds)
