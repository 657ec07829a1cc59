"""The scorecard of one company: its standing in every theme, its aims, stages and years.

The modules that notebooks import are public. The others (``company``) serve these and are private.
"""
