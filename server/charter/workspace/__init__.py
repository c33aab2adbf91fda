"""
All file input: charters, documents, and what Charter ships.

Nothing here runs a program, not even git: what lies in a workspace, its git
configuration included, is text to be read.
"""
