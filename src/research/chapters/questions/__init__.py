"""What any questionnaire comes to: questions, banners, drivers, comments and waves.

The modules that notebooks import are public. The others (``coded``, ``driven``, ``driving``,
``exploration``, ``measured``, ``quoting`` and ``topline_table``) serve these and are private.
"""
