"""
Several layers: the higher bind the lower, the stricter value holds, and what is written in vain is said.
"""
