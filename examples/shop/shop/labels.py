"""
Shipping labels: one PDF per order, sent to the printer in the packing room.
"""

import subprocess
from pathlib import Path

from shop.orders import Order

FOLDER = Path("labels")


def label(order: Order) -> Path:
    return FOLDER / f"{order.number}.pdf"


def send(order: Order, printer: str) -> None:
    subprocess.run(["lp", "-d", printer, label(order)], check=True)


def preview(order: Order) -> None:
    """
    Show the label on this computer's screen.
    """
