"""Review: what a change did to a report, sentence by sentence and value by value."""
