"""Files of data as typed columns: only those that are named, by the reader made for the format."""
