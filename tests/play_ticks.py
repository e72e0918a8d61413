"""A program that plays ticks: ``python -m tests.play_ticks OUTPUT SECONDS``."""

import sys

import msgspec

from tests.player_kit import RATE, ticks
from voicecoach.player.outputs import open_output
from voicecoach.player.session import Session


def main(name, seconds):
    opened = open_output(name, RATE)
    sys.stdout.write(f"{opened.output.name}\n")
    sys.stdout.flush()
    ended = Session(*ticks(int(seconds)), opened.output).run()
    sys.stdout.write(msgspec.json.encode(ended).decode())


if __name__ == "__main__":
    main(*sys.argv[1:])
