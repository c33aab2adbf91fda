"""
Helping to write a charter: what stands where in its text, and what may be written there.

All from the text as it stands, half typed and broken as it may be, and from the
description of the language in `keys.py`. Nothing here says what is in force.
"""
