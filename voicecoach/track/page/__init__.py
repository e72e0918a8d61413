"""The page for a phone: a session as one HTML file that needs nothing else."""
