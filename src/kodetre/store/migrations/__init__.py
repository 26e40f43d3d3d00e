"""The schema as numbered SQL files; each runs once, in one transaction with its version."""
