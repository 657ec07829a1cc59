"""Starting: a new edition from a stranger's file, or from last year's."""
