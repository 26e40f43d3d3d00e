"""The commands: parse, open the project, call one function, print. One file per command."""
