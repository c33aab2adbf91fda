"""
AI that a product calls: SDKs, models and hosts.
"""

from charter.rules.tools.records import RULES

__all__ = ["RULES"]
