"""Tabs of a study as tables, charts and sentences: what all chapters of questions rest on."""
