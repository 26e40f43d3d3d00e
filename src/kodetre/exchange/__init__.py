"""Files that go in and out: decisions and codings as CSV or JSON Lines."""
