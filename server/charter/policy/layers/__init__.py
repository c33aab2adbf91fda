"""
One layer: a file and all that it extends, made one value for each key. The nearer file wins.
"""
