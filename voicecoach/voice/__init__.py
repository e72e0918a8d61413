"""Voices: what turns utterances into recordings, each in a process of its own."""
