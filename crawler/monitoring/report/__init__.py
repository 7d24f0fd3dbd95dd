"""The report of a run and of the 30 days before it: ``figures`` gathers, ``page`` and ``text`` show."""
