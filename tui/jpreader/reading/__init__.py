"""The state of a reading session, and what of it is kept."""
