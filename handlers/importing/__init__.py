"""Pilots that come in a spreadsheet: read, checked row by row, and kept without doubles."""
