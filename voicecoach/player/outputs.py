"""Choosing where a session is heard."""

from collections.abc import Callable, Mapping

import msgspec

from voicecoach.errors import UnavailableError, UnknownNameError
from voicecoach.player.miniaudio_output import MiniaudioOutput
from voicecoach.player.port import Output
from voicecoach.player.silent_output import SilentOutput
from voicecoach.player.simpleaudio_output import SimpleaudioOutput
from voicecoach.units import KiloHertz

AUTO = "auto"
OUTPUTS: Mapping[str, Callable[[], Output]] = {
    output.name: output for output in (MiniaudioOutput, SimpleaudioOutput, SilentOutput)
}


class Opened(msgspec.Struct, frozen=True):
    """An output that has been opened.

    Attributes:
        output: ready to start.
        warning: what the listener must be told; None where all is well.
    """

    output: Output
    warning: str | None = None


def open_output(
    name: str, rate: KiloHertz, outputs: Mapping[str, Callable[[], Output]] = OUTPUTS
) -> Opened:
    """Open the output called `name` for sound at `rate`.

    ``auto`` is miniaudio or, where there is no sound device, silence and a warning.

    Raises:
        UnknownNameError: there is no such output.
        UnavailableError: it cannot be had on this machine; never for ``auto``.
    """
    if name == AUTO:
        return _open_auto(rate, outputs)
    if name not in outputs:
        raise UnknownNameError("output", name, (AUTO, *outputs))
    output = outputs[name]()
    output.open(rate)
    return Opened(output)


def _open_auto(rate: KiloHertz, outputs: Mapping[str, Callable[[], Output]]) -> Opened:
    try:
        return open_output(MiniaudioOutput.name, rate, outputs)
    except UnavailableError as error:
        silent = open_output(SilentOutput.name, rate, outputs).output
        return Opened(
            silent,
            f"THERE WILL BE NO SOUND: {error.reason}. The session runs on the screen only. "
            "To hear it, make a track and play that elsewhere: voicecoach export SCRIPT",
        )
