"""The diary: what was done and when, what is due, and the course over weeks."""
