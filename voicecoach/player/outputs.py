"""Choosing where a session is heard."""

from collections.abc import Callable, Mapping
from typing import Protocol

import msgspec

from voicecoach.errors import UnavailableError, UnknownNameError
from voicecoach.player.miniaudio_output import MiniaudioOutput
from voicecoach.player.port import MONO, Output
from voicecoach.player.silent_output import SilentOutput
from voicecoach.player.simpleaudio_output import SimpleaudioOutput
from voicecoach.units import KiloHertz

AUTO = "auto"


class Make(Protocol):
    """Makes an output; opens nothing."""

    def __call__(self, device: str | None = None) -> Output:
        """Make one that plays on the device with `device` in its name; None for the default.

        Raises:
            UnavailableError: it cannot choose.
        """
        ...


def _without_choice(make: Callable[[], Output], name: str) -> Make:
    def made(device: str | None = None) -> Output:
        if device:
            raise UnavailableError(
                f"sound device '{device}'",
                f"output '{name}' cannot choose one",
                "leave out --output or --device",
            )
        return make()

    return made


OUTPUTS: Mapping[str, Make] = {
    MiniaudioOutput.name: MiniaudioOutput,
    SimpleaudioOutput.name: _without_choice(SimpleaudioOutput, SimpleaudioOutput.name),
    SilentOutput.name: _without_choice(SilentOutput, SilentOutput.name),
}


class Opened(msgspec.Struct, frozen=True):
    """An output that has been opened.

    Attributes:
        output: ready to start.
        warning: what the listener must be told; None where all is well.
    """

    output: Output
    warning: str | None = None


class Opening:
    """An output on its way to be opened, while there is something else to do.

    `cancel` is for every end of it, also after `finish`.
    """

    def __init__(
        self, output: Output, rate: KiloHertz, channels: int, fallback: Callable[[], Output] | None
    ) -> None:
        self._output = output
        self._rate = rate
        self._channels = channels
        self._fallback = fallback
        output.prepare(rate, channels)

    def finish(self) -> Opened:
        """Open the output.

        Raises:
            UnavailableError: it cannot be had on this machine, and no other will do.
        """
        try:
            self._output.open(self._rate, self._channels)
        except UnavailableError as error:
            if self._fallback is None:
                raise
            return self._fall_back(self._fallback(), error.reason)
        return Opened(self._output)

    def cancel(self) -> None:
        """Stop the output, whether it has been opened or not."""
        self._output.stop()

    def _fall_back(self, output: Output, reason: str) -> Opened:
        output.open(self._rate, self._channels)
        return Opened(
            output,
            f"THERE WILL BE NO SOUND: {reason}. The session runs on the screen only. "
            "To hear it, make a track and play that elsewhere: voicecoach export SCRIPT",
        )


def prepare_output(
    name: str,
    rate: KiloHertz,
    channels: int = MONO,
    device: str | None = None,
    outputs: Mapping[str, Make] = OUTPUTS,
) -> Opening:
    """Begin to open the output called `name`, and return at once.

    ``auto`` is miniaudio or, where no device was asked for and there is none, silence and a
    warning.

    Args:
        name: of the output.
        rate: of the sound.
        channels: of the sound.
        device: name of the device to play on, or part of it.
        outputs: there are.

    Raises:
        UnknownNameError: there is no such output.
        UnavailableError: it cannot choose a device.
    """
    if name != AUTO and name not in outputs:
        raise UnknownNameError("output", name, (AUTO, *outputs))
    fallback = outputs[SilentOutput.name] if name == AUTO and not device else None
    output = outputs[MiniaudioOutput.name if name == AUTO else name](device)
    return Opening(output, rate, channels, fallback)


def open_output(
    name: str,
    rate: KiloHertz,
    channels: int = MONO,
    device: str | None = None,
    outputs: Mapping[str, Make] = OUTPUTS,
) -> Opened:
    """Open the output called `name`; see `prepare_output`.

    Raises:
        UnknownNameError: there is no such output.
        UnavailableError: it, or the device, cannot be had on this machine; never for ``auto``
            where no device was asked for.
    """
    return prepare_output(name, rate, channels, device, outputs).finish()
