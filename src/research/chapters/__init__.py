"""One module a kind of section: a study in; tables, charts and texts for `show` out.

The modules that notebooks import are public: what a notebook in `notebooks/` calls, one of your own
may call. Each room names the others, which serve these and are private.

integrity
    How far the data can be trusted: six threats as lights, and the answers behind them.
listening
    What a supplier hears beside its survey: touchpoints, health, voices, staff, units.
maturity
    How mature firms are by their own ratings: stages, competencies, raters and practices.
priorities
    What a study of priorities says of its themes: ranks, groups, benchmark, certainty.
questions
    What any questionnaire comes to: questions, banners, drivers, comments and waves.
scorecard
    The scorecard of one company: its standing in every theme, its aims, stages and years.
supplier
    One supplier's customers: relationships, accounts, plans, and what loyalty is worth.
tabs
    Tabs of a study as tables, charts and sentences: what all chapters of questions rest on.

What all rooms rest on is private, too: ``customers``, ``groups``, ``naming``, ``ranks``,
``remarks``, ``repeated``, ``states``, ``thinness`` and ``unweighted``.
"""
