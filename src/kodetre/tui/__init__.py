"""The full-screen app over a coding session. It is handed a session and never opens a project."""
