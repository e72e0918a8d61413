"""Starts a command and tells what it took: ``python -I -S launcher.py COMMAND ...``.

A program of its own, and a small one: Linux counts what the starting process holds as memory of
the one that it starts (getrusage(2)), so a large one would measure itself. It prints seconds from
start to end, seconds of processor time, and the memory of the largest process in the system's
unit; its exit code is the command's.
"""

import os
import sys
import time


def main(command: list[str]) -> int:
    """Run a command to its end, silently."""
    silence = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)]
    start = time.perf_counter()
    process = os.posix_spawnp(command[0], command, os.environ, file_actions=silence)
    _, status, usage = os.wait4(process, 0)
    wall = time.perf_counter() - start
    print(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss)
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
