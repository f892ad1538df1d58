"""A voter's part of the protocol, as the browser does it: for tests, benchmarks and the demonstration data."""

import dataclasses
from collections.abc import Sequence

from xuezuo.review.ballots.exchange import blind, envelope, keyring
from xuezuo.review.ballots.exchange.form import Form, write


@dataclasses.dataclass(frozen=True, slots=True)
class Voter:
    """A ballot on its way; everything but `blinded` and the closed envelope stays with the voter."""

    form: Form
    keys: keyring.PublicKeys
    prepared: bytes
    blinded: bytes
    inverse: int
    receipt: str

    @classmethod
    def fill_in(
        cls, form: Form, keys: keyring.PublicKeys, marks: Sequence[Sequence[str]], names: Sequence[str] = ()
    ) -> "Voter":
        """Fill in a ballot and blind it."""
        prepared = blind.prepare(write(form, marks, names))
        blinded, inverse = blind.blind(keyring.sign_key(keys.sign), prepared)
        return cls(form, keys, prepared, blinded, inverse, envelope.new_receipt())

    def close(self, signed: bytes) -> bytes:
        """Return the closed envelope with the ballot that the poll has signed."""
        key = keyring.sign_key(self.keys.sign)
        signature = blind.finalize(key, self.prepared, signed, self.inverse)
        cut = envelope.Cut(self.form.poll, len(signature), self.form.room)
        prefix, message = self.prepared[: blind.PREFIX], self.prepared[blind.PREFIX :]
        content = envelope.Content(prefix, message, signature, self.receipt)
        return envelope.close(cut, keyring.seal_key(self.keys.seal), content)
