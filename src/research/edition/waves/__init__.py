"""Waves of an edition: what an author says of them, and how their questions match."""
