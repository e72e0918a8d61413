"""Voices by name: what stands after ``--voice``."""

from typing import TYPE_CHECKING

import msgspec

from voicecoach.errors import SynthesisError, UnavailableError, UnknownNameError

if TYPE_CHECKING:  # so that a list of voices loads none
    from voicecoach.voice.port import Voice

FORMS = ("espeak", "espeak:VARIANT", "system", "system:NAME")


class VoiceEntry(msgspec.Struct, frozen=True):
    """A voice there is, or would be.

    Attributes:
        name: as it is asked for.
        languages: tags it speaks; empty where it speaks every language of ``espeak``.
        missing: why it is not to be had; empty where it is.
    """

    name: str
    languages: tuple[str, ...] = ()
    missing: str = ""


def open_voice(name: str) -> "Voice":
    """Return the voice called `name`: one of `FORMS`. It starts nothing yet.

    Raises:
        UnknownNameError: `name` has none of these forms.
    """
    kind, colon, which = name.partition(":")
    if bool(colon) == bool(which.strip()):
        if kind == "espeak":
            from voicecoach.voice.espeak import EspeakVoice  # noqa: PLC0415 - only the one asked for

            return EspeakVoice(which.strip())
        if kind == "system":
            from voicecoach.voice.system import SystemVoice  # noqa: PLC0415 - only the one asked for

            return SystemVoice(which.strip())
    raise UnknownNameError("voice", name, FORMS, _advice(name))


def list_voices() -> tuple[VoiceEntry, ...]:
    """Return every voice this machine has; asks the computer for its own.

    The embedded ones come first.
    """
    return (*_espeak_voices(), *_system_voices())


def _espeak_voices() -> tuple[VoiceEntry, ...]:
    from voicecoach.voice import espeak_data  # noqa: PLC0415 - only the lists need it

    try:
        espeak = espeak_data.find()
    except UnavailableError as error:
        return (VoiceEntry("espeak", missing=error.reason),)
    return (
        VoiceEntry("espeak", tuple(sorted(espeak.languages))),
        *(VoiceEntry(f"espeak:{tag}", (tag,)) for tag in sorted(espeak.languages)),
        *(VoiceEntry(f"espeak:{variant}") for variant in sorted(espeak.variants.values())),
    )


def _system_voices() -> tuple[VoiceEntry, ...]:
    from voicecoach.voice.system import SystemVoice  # noqa: PLC0415 - only the lists need it

    try:
        known = SystemVoice().known()
    except (UnavailableError, SynthesisError) as error:
        return (VoiceEntry("system", missing=error.reason),)
    return tuple(VoiceEntry(f"system:{name}", languages) for name, languages in known)


def _advice(name: str) -> str:
    meant = f"espeak:{name.lstrip('+')}"
    if any(entry.name.lower() == meant.lower() for entry in _espeak_voices()):
        return f"did you mean '{meant}'?"
    return "'voicecoach voices' lists them"
