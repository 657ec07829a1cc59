"""What a supplier hears beside its survey: touchpoints, health, voices, staff, units.

The modules that notebooks import are public. The others (``listened``) serve these and are private.
"""
