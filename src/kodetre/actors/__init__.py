"""Who is named in the documents: names found, their variants joined, and what the user has said of them."""
