"""REFI-QDA 1.5 (qdasoftware.org): projects as .qdpx and codebooks as .qdc."""
