"""Commentary: what an author needs beside a text - names and their words, editors, a live page."""
