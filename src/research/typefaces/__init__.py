"""Typefaces: the report's own, those at hand for what it lacks, and what is cut out of them."""
