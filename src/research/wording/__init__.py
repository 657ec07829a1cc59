"""The words of a report: one vocabulary and one rounding for all that is said and printed."""
