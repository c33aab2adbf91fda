"""
What can be written: every key and word, the kinds of values they take, and YAML read within bounds.

Schema, reference page, hovers and completion are made from what stands here.
"""
