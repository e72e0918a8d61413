"""Sound: clips, tones, loudness and the mixer. PCM is 16-bit, mono unless said otherwise."""
