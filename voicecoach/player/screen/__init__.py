"""Screens: listeners that show where a session is. Importing one decides what it costs."""
