"""What a build does, from the check of its inputs to the publication of its report."""
