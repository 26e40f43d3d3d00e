"""The one door to pdfium and pdfplumber: pages with words and rules, bookmarks, grids, pictures, highlights."""
