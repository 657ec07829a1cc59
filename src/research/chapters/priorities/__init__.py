"""What a study of priorities says of its themes: ranks, groups, benchmark, certainty.

The modules that notebooks import are public. The others (``alternatives``, ``objectives``,
``panorama``, ``practice``, ``scores``, ``separability``, ``strips`` and ``telling``) serve these
and are private.
"""
