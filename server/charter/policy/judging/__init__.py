"""
What a charter says of what was seen: levels, limits, tools, and what is silenced by an exception.
"""
