"""``voicecoach voices``: what can speak."""

from voicecoach.cli.telling import tell


def voices() -> None:
    """Show what can speak on this machine."""
    from voicecoach.voice.catalogue import list_voices

    for voice in list_voices():
        about = f"not to be had: {voice.missing}" if voice.missing else ", ".join(voice.languages)
        tell(f"{voice.name:<32} {about}".rstrip())
