"""The audit: what was read of an edition's data, and what is odd, as a page to read."""
