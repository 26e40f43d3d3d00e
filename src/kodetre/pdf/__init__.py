"""The one door to pdfium and pdfplumber: words, rules, pictures, highlights."""
