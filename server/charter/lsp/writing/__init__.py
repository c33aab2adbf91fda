"""
Writing a charter in an editor: what can be completed, what a word means, where it leads, what it would hit.

All from the open text and from what is known; nothing here starts an analysis.
"""
