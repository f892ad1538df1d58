"""Sealing the secrets of second factors again with the present key."""

from allauth.mfa.models import Authenticator

from xuezuo.platform.accounts.adapter import FACTOR_PLACE
from xuezuo.platform.crypto import is_current, seal, unseal

_SEALED = ("secret", "seed")  # of TOTP, of recovery codes


def factors_reseal() -> int:
    """Seal every secret that a former key or cipher has sealed; return how many. Part of `org.identities_reseal`.

    Raises:
        Unreadable: a secret does not open.
    """
    count = 0
    for factor in Authenticator.objects.iterator(1000):
        old = {key: value for key, value in factor.data.items() if key in _SEALED and not is_current(_bytes(value))}
        if old:
            renewed = {
                key: seal(unseal(_bytes(value), place=FACTOR_PLACE), place=FACTOR_PLACE).hex()
                for key, value in old.items()
            }
            factor.data |= renewed
            factor.save(update_fields=["data"])
            count += len(old)
    return count


def _bytes(value: str) -> bytes:
    return bytes.fromhex(value)
