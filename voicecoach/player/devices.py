"""The devices that miniaudio can play on."""

import subprocess
from collections.abc import Callable

import msgspec

from voicecoach.errors import UnavailableError
from voicecoach.player.sound_process import worker_command

DEADLINE_S = 10.0

Ask = Callable[[], bytes]
"""Returns what the worker writes when it lists the devices.

Raises:
    OSError: it cannot be started.
    ImportError: a package is not installed.
    subprocess.SubprocessError: it does not answer in time.
"""


def ask() -> bytes:
    """Ask a worker; see `Ask`. So nobody else has to load miniaudio, nor to wait for it."""
    return subprocess.run(  # noqa: S603 - our own program, no shell
        worker_command("list"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=DEADLINE_S,
        check=False,
    ).stdout


def list_devices(ask: Ask = ask) -> tuple[str, ...]:
    """Return the names of the devices, as ``--device`` takes them or parts of them.

    Raises:
        UnavailableError: there is no telling.
    """
    try:
        answer = msgspec.json.decode(ask(), type=list[str] | dict[str, str])
    except (OSError, ImportError) as error:
        raise _unavailable(str(error)) from error
    except (subprocess.SubprocessError, msgspec.DecodeError) as error:
        raise _unavailable("the system does not answer") from error
    if isinstance(answer, dict):
        raise _unavailable(answer.get("error", ""))
    return tuple(answer)


def _unavailable(reason: str) -> UnavailableError:
    advice = "connect one, or start the sound server"
    return UnavailableError("the list of sound devices", reason, advice)
