"""The chapters room."""
