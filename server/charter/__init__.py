"""
Charter: an organisation's AI-code charter, in force while people and agents type.
"""

__version__ = "0.1.0"
