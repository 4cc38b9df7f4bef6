"""Where articles are found and loaded."""
