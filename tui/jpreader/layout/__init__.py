"""Typesetting for cells: line breaking, flow, plots, plain text. Pure."""
