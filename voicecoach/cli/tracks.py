"""From sessions to files: what each track says of itself, what is due, what lies beside it."""

import os
import time
from collections.abc import Container, Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path

from voicecoach.cli.catalogue import dose_in_words
from voicecoach.cli.orders import Order
from voicecoach.cli.progress import progress_bar
from voicecoach.cli.telling import tell, tell_path
from voicecoach.cli.wishes import Wishes
from voicecoach.compose import Take
from voicecoach.errors import TrackError
from voicecoach.home import Notes, find_home
from voicecoach.script.loader import settings_of
from voicecoach.script.settings import choose
from voicecoach.sound.music import Music
from voicecoach.track.album import Session, Track, numbered, section_tracks, whole_tracks
from voicecoach.track.batch import export_all
from voicecoach.track.captions import CAPTIONS
from voicecoach.track.cover import cover
from voicecoach.track.export import Job
from voicecoach.track.naming import refuse_twice, track_name
from voicecoach.track.playlist import m3u8
from voicecoach.track.stamps import Stamps
from voicecoach.track.writing import keep_file


def make_tracks(orders: Sequence[Order], takes: Sequence[Take], wishes: Wishes) -> list[Track]:
    """Make tracks of composed sessions: named, numbered, with covers.

    Raises:
        UsageError: two tracks would have the same name.
    """
    pairs = zip(orders, takes, strict=True)
    sessions = [_session(order, take, wishes) for order, take in pairs]
    today = time.strftime("%Y-%m-%d")
    if wishes.by_section:
        tracks = [track for session in sessions for track in section_tracks(session, today)]
    else:
        tracks = whole_tracks(sessions, today)
    if wishes.playlist:
        return numbered(tracks)
    refuse_twice([track.name for track in tracks])
    return tracks


def write_tracks(tracks: Sequence[Track], wishes: Wishes) -> set[Path]:
    """Write what is due, tell of each file, and return those that could not be written."""
    stamps = Stamps(Notes(find_home().tracks))
    lost: set[Path] = set()
    with ExitStack() as playing:
        jobs = [_job(track, wishes, playing) for track in tracks]

        def report(index: int, errors: list[TrackError]) -> None:
            job = jobs[index]
            lost.update(Path(error.path) for error in errors)
            for error in errors:
                tell(f"voicecoach: error: {error}", err=True)
            for target in job.targets:
                if target.path not in lost:
                    stamps.put(job, target)
                    tell_path(target.path)

        with progress_bar("Rendering") as advance:
            due = jobs if wishes.force else [stamps.due(job) for job in jobs]
            export_all(due, os.cpu_count() or 1, report, advance)
    return lost


def write_beside(tracks: Sequence[Track], wishes: Wishes, lost: Container[Path]) -> None:
    """Write captions, covers and playlists where they are wanted, and tell of the playlists.

    Raises:
        TrackError: one could not be written.
    """
    beside = wishes.destination.beside
    for track in tracks:
        for kind in wishes.captions:
            words = CAPTIONS[kind](track.take.timeline, track.about)
            keep_file(beside(track.name, kind), words.encode())
        if wishes.playlist and track.about.cover:
            keep_file(beside(track.name, "png"), track.about.cover)
    for path, content in _playlists(tracks, wishes, lost) if wishes.playlist else ():
        keep_file(path, content.encode())
        tell_path(path)


def _playlists(
    tracks: Sequence[Track], wishes: Wishes, lost: Container[Path]
) -> Iterator[tuple[Path, str]]:
    """Write a playlist of each format: one that held all would play everything twice."""
    formats = wishes.destination.formats
    for each in formats:
        files = [(wishes.destination.beside(track.name, each), track) for track in tracks]
        entries = [
            (path, track.take.timeline, track.about) for path, track in files if path not in lost
        ]
        name = "playlist" if len(formats) == 1 else f"playlist-{each}"
        yield wishes.destination.beside(name, "m3u8"), m3u8(tracks[0].about.album, entries)


def _session(order: Order, take: Take, wishes: Wishes) -> Session:
    settings = settings_of(order.script)
    chosen = choose(settings, order.preferences.settings)
    dose = dose_in_words(order.script.dose.per_day if order.script.dose else None)
    parts = [dose, *(f"{name}: {value.text}" for name, value in chosen.items())]
    shown = wishes.playlist or not wishes.destination.is_bare
    return Session(
        name=track_name(order.name, order.differing),
        take=take,
        comment=", ".join(filter(None, parts)),
        cover=cover(take.timeline, Notes(find_home().covers, suffix=".png")) if shown else None,
    )


def _job(track: Track, wishes: Wishes, playing: ExitStack) -> Job:
    music = Music([wishes.music]) if wishes.music else None
    if music:
        playing.enter_context(closing(music))
    return Job(
        timeline=track.take.timeline,
        sounds=track.take.sounds,
        about=track.about,
        targets=wishes.destination.targets(track.name),
        bit_rate=wishes.bit_rate,
        music=music,
    )
