"""
What a customer buys, and what sending it costs.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Order:
    number: int
    country: str
    grams: int
    total: float
    is_express: bool = False
    is_gift: bool = False
    is_fragile: bool = False


def shipping(order: Order) -> float:
    """
    Return what sending *order* costs, in euros.
    """
    cost = 4.9 if order.country == "DE" else 9.9
    if order.grams > 2_000:
        cost += 3.0
    if order.is_express:
        cost += 6.0
    if order.is_fragile and order.grams > 500:
        cost += 2.5
    if order.total > 100 and not order.is_express:
        cost = 0.0
    return cost
