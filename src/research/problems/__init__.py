"""Failures of other libraries, and words that no list knows, turned into what a user can mend."""
