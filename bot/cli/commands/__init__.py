"""The commands, each thin; everything heavy is imported by the command that needs it."""
