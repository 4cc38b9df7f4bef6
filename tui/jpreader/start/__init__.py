"""What stands on the screen before Textual is imported, and what the application begins with."""
