"""Chapters planned, keyed, executed and stored; knows notebooks, no statistics."""
