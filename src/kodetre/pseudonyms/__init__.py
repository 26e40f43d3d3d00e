"""Names and what stands in their place: found in every form, replaced with all positions kept, proposed for decision. Pure."""
