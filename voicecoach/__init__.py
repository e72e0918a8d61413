"""voicecoach: voice-guided exercise sessions, as tracks and live.

A script becomes a timeline, a timeline becomes sound. See ``docs/architecture.md``.
"""

__version__ = "0.1.0"
