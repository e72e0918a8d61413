"""What a track says of itself, and how it is encoded: what every writer is given."""

import msgspec

from voicecoach.units import SPEECH_RATE, KiloHertz

ARTIST = "voicecoach"
GENRE = "Speech"
"""One of the genres that ID3 knows by number, so that every player does."""


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What a track says of itself, besides what its timeline says.

    Attributes:
        title: as players show it.
        artist: who speaks.
        album: what it is a part of.
        number: which track of the album it is, from 1.
        of: how many tracks the album has.
        language: of the spoken words, BCP 47.
        date: the day it was made, ISO 8601; empty for none.
        comment: dose and settings.
        lyrics: the spoken words, in lines.
        cover: a square picture of the session as a PNG file; None for none.
    """

    title: str
    artist: str = ARTIST
    album: str = ARTIST
    number: int = 1
    of: int = 1
    language: str = "en"
    date: str = ""
    comment: str = ""
    lyrics: str = ""
    cover: bytes | None = None


class Encoding(msgspec.Struct, frozen=True, kw_only=True):
    """How the sound of a track is encoded.

    Attributes:
        rate: sample rate of the session.
        channels: 1, or 2 where there is music.
        bit_rate: kilobits a second, where the format loses something; None for what suits it.
    """

    rate: KiloHertz = SPEECH_RATE
    channels: int = 1
    bit_rate: int | None = None
