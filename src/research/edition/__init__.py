"""What an author wrote: parameter files, texts, their errors and their schema; YAML, never data."""
