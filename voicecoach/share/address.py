"""Where in the network we are: one address, and a socket that listens there alone."""

import errno
import os
import socket
from collections.abc import Callable
from ipaddress import AddressValueError, IPv4Address

from voicecoach.errors import UsageError, VoicecoachError

_ELSEWHERE = ("192.0.2.1", 9)
"""An address that is nobody's (RFC 5737), for asking the system which way it would go there."""

_BACKLOG = 64
_REFUSALS = {
    errno.EADDRNOTAVAIL: "it is not an address of this computer; leave --address out",
    errno.EADDRINUSE: "another program listens on that port; leave --port out",
    errno.EACCES: "ports below 1024 are the system's; leave --port out",
}


class NetworkError(VoicecoachError):
    """There is no network to share in, or none that is meant for sharing.

    Attributes:
        reason: why not.
        advice: what to do.
    """

    def __init__(self, reason: str, advice: str) -> None:
        super().__init__(reason, advice)
        self.reason, self.advice = reason, advice

    def __str__(self) -> str:
        return f"{self.reason}; {self.advice}"


def way_out() -> str:
    """Return the address that this computer would send from to elsewhere; nothing is sent.

    Raises:
        OSError: there is no way to anywhere.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(_ELSEWHERE)  # of datagrams: the system only looks up the way
        address: str = probe.getsockname()[0]
        return address


def own_address(look: Callable[[], str] = way_out) -> IPv4Address:
    """Return the address that others in the network know this computer by.

    Args:
        look: finds it, or raises OSError where there is none.

    Raises:
        NetworkError: the computer is in no network, or in none but the internet.
    """
    try:
        found = IPv4Address(look())
    except OSError as error:
        raise NetworkError(
            "this computer is in no network", "join the one that the phone is in"
        ) from error
    if found.is_global:
        raise NetworkError(
            f"{found}, the address of this computer, can be reached from the whole internet",
            f"give it with --address {found} to share there all the same",
        )
    return found


def read_address(text: str) -> IPv4Address:
    """Read an address that the user gave.

    Raises:
        UsageError: it is none, or stands for several.
    """
    try:
        address = IPv4Address(text)
    except AddressValueError:
        raise UsageError(f"--address '{text}' is not an address like 192.168.1.20") from None
    if address.is_unspecified or address.is_multicast:
        raise UsageError(f"--address {text} stands for several: give one like 192.168.1.20")
    return address


def listen(address: IPv4Address, port: int) -> socket.socket:
    """Open a socket that listens on one address; with port 0, on any port that is free.

    Raises:
        UsageError: it cannot listen there.
    """
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # elsewhere it would let another program take the port over
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((str(address), port))
        listening.listen(_BACKLOG)
    except OSError as error:
        listening.close()
        reason = _REFUSALS.get(error.errno or 0, error.strerror or str(error))
        raise UsageError(f"cannot listen on {address}, port {port}: {reason}") from error
    return listening
