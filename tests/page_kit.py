"""What tests of the page for a phone share: a short session, and pages of it."""

from pathlib import Path

from tests.kit import take_of
from tests.track_kit import write_track
from voicecoach.compose import Take
from voicecoach.script.loader import load

SESSION = """\
title: Knee session
session:
  - section: Set up
    steps:
      - say: Sit upright now.
      - ready: 3s
  - section: Training
    steps:
      - repeat: {times: 2, steps: [{hold: 4s, count: up}, {rest: 3s}]}
  - section: Finish
    steps:
      - say: Well done.
"""


def short_take() -> Take:
    """A session of twenty seconds, in a voice that can be told from silence at once."""
    return take_of(load(SESSION, "knee.yaml"))


def page_of(take: Take, folder: Path, **about: object) -> Path:
    """Write the page of a session, and return its path."""
    path = folder / "session.html"
    write_track(path, take.timeline, take.sounds, **about)
    return path
