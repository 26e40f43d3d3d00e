"""A file for each kind of report: its table, its figures, and all else that is known of the kind."""
