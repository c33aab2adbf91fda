"""
A small shop: orders in, parcels and labels out.
"""
