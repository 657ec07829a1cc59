"""Six surveys as platforms export them, made up by us with every trap of their formats.

Each module has `write(folder)`, which writes the files and gives the path of the one to open,
and `truth()`, which says what is in them, counted before anything was written. Nobody whom they
name exists, no firm either, and nobody ever said what their comments say.
"""
