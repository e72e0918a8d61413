"""Sharing: tracks to a phone in the same network, for a while."""
