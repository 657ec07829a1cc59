"""Published values of every method, and the same values computed."""
