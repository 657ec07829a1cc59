"""One supplier's customers: relationships, accounts, plans, and what loyalty is worth.

The modules that notebooks import are public. The others (``appraisal``, ``consenting``, ``hidden``,
``introducing``, ``landscape``, ``plan_heard``, ``plan_room``, ``planned``, ``recorded`` and
``rungs``) serve these and are private.
"""
