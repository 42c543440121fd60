"""botbuilder-core, and nothing of it anywhere else: its successor is a change of this folder."""
