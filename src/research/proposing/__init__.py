"""Proposing: what a stranger's file seems to hold, as the parameter file that would describe it."""
