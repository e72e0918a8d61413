"""The player: a session heard live."""
