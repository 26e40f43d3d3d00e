"""Words on pages to lines, and lines to blocks in reading order. No file is opened here."""
