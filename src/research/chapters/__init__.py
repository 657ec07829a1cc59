"""One module a kind of section: a study in; tables, charts and texts for `show` out.

The modules that notebooks import are public: what a notebook in ``notebooks/`` calls, one of your
own may call. The others (``alternatives``, ``customers``, ``exploration``, ``groups``, ``hidden``,
``naming``, ``quoting``, ``ranks``, ``remarks``, ``scores``, ``separability``, ``tabs``,
``tabs_banner``, ``tabs_bars``, ``tabs_chart``, ``tabs_columns``, ``tabs_dots``, ``tabs_drawn``,
``tabs_figures``, ``tabs_prose``, ``tabs_stacks``, ``tabs_table``, ``thinness`` and
``topline_table``) serve these and are private.
"""
