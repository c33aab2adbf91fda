"""
The nouns: the charter in force, its layers and scopes, and what they record. Each value carries the clause that set it.

Whoever adds something that a charter can say gives it a place here first.
"""
