"""The codebook: YAML to a code tree, with every mistake found in one run."""
