"""
How hard code is to follow, in radon's figures.
"""
