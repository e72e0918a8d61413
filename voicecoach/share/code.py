"""An address as a QR code, for the camera of a phone."""

from io import StringIO


def code(address: str) -> tuple[str, ...]:
    """Return the code in lines of block characters, to be shown light on dark."""
    import segno  # noqa: PLC0415 - 20 ms, for sharing only

    drawn = StringIO()
    segno.make_qr(address, error="l").terminal(drawn, compact=True)
    return tuple(drawn.getvalue().splitlines())
