"""The search for rankings that bear the published figures of 2015 out."""
