"""Tables, charts and texts, and the one way in which they are shown; knows no framework."""
