"""
The exceptions of Charter: what *we* did wrongly, never what users wrote wrongly.

A bad entry in a charter or a file that cannot be read is data (a problem, a
notice). These exceptions are caught at the edges, and once around each rule.
"""


class CharterError(Exception):
    """
    Something that stops the operation at hand, and where.

    Args:
        message: lower case, no full stop; expected, then found.
        place: what it is about, such as a path or a dotted key; may be empty.
    """

    def __init__(self, message: str, *, place: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.place = place

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message
