"""One file of a kind to a Reading: PDF, DOCX, ODT, RTF, HTML, text; recognised text."""
