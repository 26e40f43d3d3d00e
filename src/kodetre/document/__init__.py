"""Where a span stands and how it is quoted, cited, chosen and found again. Pure."""
