"""The frameworks room."""
