"""
Recorded exceptions: waivers in code and in registers, other tools' comments, known findings, and which of them hold.
"""
