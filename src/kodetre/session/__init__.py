"""The coding session: state, one table of actions, commands. No screen, no files, no database."""
