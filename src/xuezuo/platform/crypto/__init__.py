"""Encryption of secret fields and keyed hashes for looking them up.

`seal` and `unseal` work with AES-256-GCM, or SM4-GCM where `XUEZUO_CIPHER=sm4` asks for it; what was sealed says with
which cipher and key, so both may change while old values stay readable (`XUEZUO_FIELD_KEYS_OLD`). A sealed value is
bound to its place ("org.identity/id_number/<uid>"): moved to another row or column it does not open. `lookup_hash`
finds equal values without opening any.
"""

from xuezuo.platform.crypto.seal import Unreadable, bound, check_known, is_current, seal, unseal
from xuezuo.platform.crypto.tokens import digest_of, lookup_hash, new_code

__all__ = ["Unreadable", "bound", "check_known", "digest_of", "is_current", "lookup_hash", "new_code", "seal", "unseal"]
