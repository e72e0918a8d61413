"""How words and times stand in files that are read by the line."""

from voicecoach.units import SECOND, Milliseconds


def one_line(text: str) -> str:
    """Return the text with every run of white space as one blank."""
    return " ".join(text.split())


def timecode(time: Milliseconds) -> str:
    """Write a time as ``01:02:03.456``, as WebVTT and chapters in Vorbis comments do."""
    seconds, fraction = divmod(time, SECOND)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}.{fraction:03d}"
