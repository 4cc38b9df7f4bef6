"""What is between Textual and the wire."""
