"""jpreader: a terminal reader for news that is written down with its structure."""

__version__ = "0.1.0"
