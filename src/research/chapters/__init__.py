"""One module a kind of section: a study in; tables, charts and texts for `show` out.

The modules that notebooks import are public: what a notebook in ``notebooks/`` calls, one of your
own may call. The others (``alternatives``, ``customers``, ``groups``, ``hidden``, ``naming``,
``ranks``, ``remarks``, ``scores``, ``separability``, ``tabs_figures``, ``tabs_table`` and
``thinness``) serve these and are private.
"""
