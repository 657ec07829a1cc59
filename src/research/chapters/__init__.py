"""One module a kind of section: a study in; tables, charts and texts for `show` out.

The modules that notebooks import are public: what a notebook in ``notebooks/`` calls, one of your
own may call. The others (``alternatives``, ``appraisal``, ``coded``, ``consenting``, ``customers``,
``driven``, ``driving``, ``exploration``, ``groups``, ``hidden``, ``integrity_compared``,
``integrity_material``, ``integrity_readings``, ``introducing``, ``landscape``, ``listened``,
``maturity_given``, ``measured``, ``naming``, ``objectives``, ``panorama``, ``planned``,
``practice``, ``quoting``, ``ranks``, ``recorded``, ``remarks``, ``repeated``, ``rungs``,
``scorecard_company``, ``scores``, ``separability``, ``states``, ``strips``, ``tabs``, ``telling``,
``thinness``, ``topline_table`` and ``unweighted``) serve these and are private.
"""
