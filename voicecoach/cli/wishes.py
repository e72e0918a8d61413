"""What the user wants of tracks, read and checked before any work begins."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from voicecoach.config import read_config
from voicecoach.errors import UnknownNameError, UsageError
from voicecoach.home import find_home
from voicecoach.sound.music import Music
from voicecoach.track.captions import CAPTIONS
from voicecoach.track.naming import Destination, destination
from voicecoach.track.rates import read_bit_rate, read_sample_rate
from voicecoach.units import SPEECH_RATE, KiloHertz

SPLITS = ("section",)


class Wishes(msgspec.Struct, frozen=True, kw_only=True):
    """What the user wants of tracks.

    Attributes:
        destination: where they go.
        sample_rate: of the sessions.
        bit_rate: kilobits a second; None for what suits each format.
        music: file or folder to play underneath; None for none.
        captions: kinds to be written beside each track.
        by_section: whether each section is a track of its own.
        playlist: whether they are numbered, with a playlist and covers beside them.
        force: whether unchanged ones are rendered again.
    """

    destination: Destination
    sample_rate: KiloHertz
    bit_rate: int | None = None
    music: Path | None = None
    captions: tuple[str, ...] = ()
    by_section: bool = False
    playlist: bool = False
    force: bool = False


def read_wishes(
    *,
    scripts: int,
    out: Path | None,
    formats: Sequence[str] | None,
    split: str | None,
    playlist: bool,
    captions: Sequence[str] | None,
    music: Path | None,
    bit_rate: str | None,
    sample_rate: str | None,
    force: bool,
) -> Wishes:
    """Read the options of an export of so many scripts.

    Raises:
        UsageError: one of them makes no sense, or there is no such music.
    """
    if split is not None and split not in SPLITS:
        raise UnknownNameError("part to split by", split, SPLITS)
    for kind in captions or ():
        if kind not in CAPTIONS:
            raise UnknownNameError("kind of captions", kind, list(CAPTIONS))
    usual = read_config(find_home().config_file).formats
    several = _why_several(scripts, split=split, playlist=playlist)
    where = destination(out, formats or (), usual, several)
    channels = 2 if music else 1
    return Wishes(
        destination=where,
        sample_rate=_sample_rate(sample_rate, music),
        bit_rate=None if bit_rate is None else read_bit_rate(bit_rate, where.formats, channels),
        music=music,
        captions=tuple(dict.fromkeys(captions or ())),
        by_section=split is not None,
        playlist=playlist,
        force=force,
    )


def _why_several(scripts: int, *, split: str | None, playlist: bool) -> str:
    """Return why one file will not do; nothing where it will."""
    if scripts > 1:
        return f"there are {scripts} tracks"
    if split:
        return "--split makes several"
    return "--playlist needs more beside it" if playlist else ""


def _sample_rate(wanted: str | None, music: Path | None) -> KiloHertz:
    if music is None:
        return SPEECH_RATE if wanted is None else read_sample_rate(wanted)
    playing = Music([music])  # opened here only to see that it can be
    if wanted is not None and read_sample_rate(wanted) != playing.rate:
        raise UsageError(f"music is played at {playing.rate} kHz: leave out --sample-rate")
    return playing.rate
