"""
What people ask about the whole workspace: answered from what is known, never by looking.
"""
