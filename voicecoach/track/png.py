"""What a PNG file says of itself at its front (www.w3.org/TR/png, 11.2.2)."""

import struct

_SIZE_AT = 16


def png_size(picture: bytes) -> tuple[int, int]:
    """Return width and height of a PNG in pixels."""
    width, height = struct.unpack_from(">II", picture, _SIZE_AT)
    return width, height
