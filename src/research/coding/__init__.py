"""The coding of comments: sheets that a reader fills, suggestions, and a frame to begin with."""
