"""
What one file says: the file itself, what it extends, its entries, each with its clause and its mistakes.
"""
