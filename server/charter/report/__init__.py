"""
Reports and decisions as people and other programs read them; one format per file.

All pure: reports in, pieces of text out. Lines and columns exist only here and
at the edges. Whatever a charter or a checked file wrote passes `untrusted` first.
"""
