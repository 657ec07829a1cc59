"""How far the data can be trusted: six threats as lights, and the answers behind them.

The modules that notebooks import are public. The others (``compared``, ``material`` and
``readings``) serve these and are private.
"""
