"""The spoken words as text: lyrics for a tag, captions for players that follow along.

LRC is what music players show (one line a cue), WebVTT what browsers show
(www.w3.org/TR/webvtt1).
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from voicecoach.timeline import Cue, Timeline
from voicecoach.track.about import About
from voicecoach.track.lines import one_line, timecode
from voicecoach.units import SECOND, Milliseconds, format_clock

_LINGER = SECOND
"""How long a caption stays after its words, unless other words follow sooner."""


def spoken(timeline: Timeline) -> list[tuple[Milliseconds, str]]:
    """Return when which words are heard, each text in one line."""
    return [(cue.onset_ms, _line(cue)) for cue in _speech(timeline)]


def lyrics(timeline: Timeline) -> str:
    """Write all that is said: a line a phase, an empty line between sections."""
    lines: list[str] = []
    words: dict[int, list[str]] = {}
    for onset, text in spoken(timeline):
        words.setdefault(timeline.phase_index_at(onset), []).append(text)
    section = None
    for index, said in words.items():
        own = timeline.phases[index].section
        if section not in (None, own):
            lines.append("")
        section = own
        lines.append(" ".join(said))
    return "\n".join(lines)


def lrc(timeline: Timeline, about: About) -> str:
    """Write captions as LRC: the time of each in minutes, seconds and hundredths."""
    head = [
        f"[ti:{about.title}]",
        f"[ar:{about.artist}]",
        f"[al:{about.album}]",
        f"[length:{format_clock(timeline.duration_ms)}]",
    ]
    lines = [f"[{_lrc_time(onset)}]{text}" for onset, text in spoken(timeline)]
    return "\n".join([*head, *lines, ""])


def vtt(timeline: Timeline, about: About) -> str:
    """Write captions as WebVTT; each stays until the next one, or a second after its words."""
    blocks = [f"WEBVTT - {one_line(about.title)}"]
    for cue, following in _with_next(timeline):
        end = min(Milliseconds(cue.end_ms + _LINGER), following)
        blocks.append(f"{timecode(cue.onset_ms)} --> {timecode(end)}\n{_escaped(_line(cue))}")
    return "\n\n".join(blocks) + "\n"


CAPTIONS: Mapping[str, Callable[[Timeline, About], str]] = {"lrc": lrc, "vtt": vtt}
"""What writes each kind of captions, by its name, which is also its suffix."""


def _speech(timeline: Timeline) -> list[Cue]:
    return [cue for cue in timeline.cues if cue.kind == "speech"]


def _with_next(timeline: Timeline) -> Iterator[tuple[Cue, Milliseconds]]:
    """Each spoken cue with the onset of the next one, or the end of the session."""
    cues = _speech(timeline)
    for cue, following in pairwise(cues):
        yield cue, following.onset_ms
    if cues:
        yield cues[-1], timeline.duration_ms


def _line(cue: Cue) -> str:
    return one_line(cue.text or "")


def _lrc_time(time: Milliseconds) -> str:
    minutes, rest = divmod(time, 60 * SECOND)
    seconds, fraction = divmod(rest, SECOND)
    return f"{minutes:02d}:{seconds:02d}.{fraction // 10:02d}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
