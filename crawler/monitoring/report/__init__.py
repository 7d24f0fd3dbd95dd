"""The report of a run and the 30 days before it: ``data`` gathers, ``html_page`` and ``text`` format."""
