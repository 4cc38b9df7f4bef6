"""The article: its model, its decoding, its text, and what can be found in it. Pure."""
