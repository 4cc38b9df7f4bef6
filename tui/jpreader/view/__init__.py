"""What is on the screen, as a pure function of a reading and a size: the widgets draw it, and decide nothing."""
