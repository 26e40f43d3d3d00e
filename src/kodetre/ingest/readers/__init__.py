"""One file of a kind to a Reading: PDF, DOCX, HTML, text; recognised text."""
