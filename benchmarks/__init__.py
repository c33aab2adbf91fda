"""
What is measured, and beside whom: `make bench`, or `python -m benchmarks --help`.
"""
