"""
What is in force, for whoever shows it: at a path, in a zone, on the calendar.
"""
