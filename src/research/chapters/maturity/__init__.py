"""How mature firms are by their own ratings: stages, competencies, raters and practices.

The modules that notebooks import are public. The others (``given``) serve these and are private.
"""
