"""The answers room: a table's questions and its file in, tidy typed answers and an audit out."""
