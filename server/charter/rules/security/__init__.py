"""
Insecure patterns: bandit's tests under readable names.
"""
