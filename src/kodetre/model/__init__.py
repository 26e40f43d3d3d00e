"""What everything else speaks in: documents, codings, suggestions. Frozen, pure, and importing nothing of ours."""
