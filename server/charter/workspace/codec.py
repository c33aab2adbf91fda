"""
Records as bytes and back.

No pickle: what comes from a disk may say anything, and reading it must not run
anything.
"""

from typing import Generic, TypeVar

from msgspec import MsgspecError, msgpack

Record = TypeVar("Record")


class Codec(Generic[Record]):
    """
    Writes and reads records of one class, with all that they hold.

    Args:
        kind: holds plain values, dates, enumerations, tuples, mappings and such records.
    """

    def __init__(self, kind: type[Record]) -> None:
        self._encoder = msgpack.Encoder()
        self._decoder = msgpack.Decoder(kind)

    def dumped(self, record: Record) -> bytes:
        return self._encoder.encode(record)

    def loaded(self, data: bytes) -> Record:
        """
        Return the record that *data* stands for.

        Raises:
            ValueError: it stands for none.
        """
        try:
            return self._decoder.decode(data)
        except (MsgspecError, RecursionError) as error:
            raise ValueError("expected a record") from error
