"""Where small things are kept from one export to the next."""

from typing import Protocol


class Keeper(Protocol):
    """Keeps bytes by name; `voicecoach.home.Notes` is one. It may forget, but not mix up."""

    def get(self, name: str) -> bytes | None:
        """Return what was put under `name`; None where there is nothing."""
        ...

    def put(self, name: str, content: bytes) -> None:
        """Keep `content` under `name`, in place of what was there."""
        ...
