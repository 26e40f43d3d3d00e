"""Words of Norwegian text: tokens, lemmas, compounds, sentences, and which written standard a text is in."""
