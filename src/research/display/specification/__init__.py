"""What a chart shows, one class a kind: any backend can draw it, and JSON can carry it."""
