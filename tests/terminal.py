"""A program on a terminal of its own: keys in, the screen out."""

import fcntl
import os
import re
import struct
import subprocess
import termios
import threading
from contextlib import contextmanager, suppress

SIZE = struct.pack("HHHH", 24, 80, 0, 0)
_CONTROL = re.compile(rb"\x1b(\[[0-9;?<>=]*[ -/]*[@-~]|[PX^_\]].*?(\x1b\\|\x07)|.)", re.DOTALL)


class Terminal:
    """What a person would have before them.

    Attributes:
        process: the program.
        reader: collects what it writes, until it has ended.
    """

    def __init__(self, process, master):
        self.process = process
        self._master = master
        self._written = bytearray()
        self.reader = threading.Thread(target=self._read)
        self.reader.start()

    def press(self, keys):
        os.write(self._master, keys.encode())

    def text(self):
        """Every word that has been written so far, without colours and places."""
        return _CONTROL.sub(b" ", bytes(self._written)).decode(errors="replace")

    def written(self):
        """Every byte that has been written so far."""
        return bytes(self._written)

    def ended(self, timeout_s):
        """Wait for the program's end; return its exit code."""
        return self.process.wait(timeout_s)

    def _read(self):
        with suppress(OSError):  # the program has ended
            while data := os.read(self._master, 65536):
                self._written += data


@contextmanager
def on_terminal(command, **options):
    """Run a program on a terminal of 80 by 24."""
    master, slave = os.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, SIZE)
    process = subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=slave, start_new_session=True, **options
    )
    os.close(slave)
    terminal = Terminal(process, master)
    try:
        yield terminal
    finally:
        process.kill()
        process.wait()
        terminal.reader.join()
        os.close(master)
