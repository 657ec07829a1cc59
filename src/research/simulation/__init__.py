"""Data made up: for an edition before fieldwork, and for the simulated editions."""
