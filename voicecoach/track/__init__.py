"""Tracks: a session as a file."""
