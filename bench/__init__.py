"""The figures: voicecoach beside what a user would pick instead, on this machine, in one run.

``make bench`` runs it. The modules measure one thing each; `bench.report` says what was found,
and `bench.targets` what it has to be.
"""
