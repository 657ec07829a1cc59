"""Data files in: read by kind, checked whole, and free of personal fields from here on."""
