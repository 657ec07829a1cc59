"""Commands: verbs of the command line, a module a kind; `research.cli` lists them."""
