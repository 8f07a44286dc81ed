"""SHA-256 without hashlib, which loads OpenSSL: that takes longer than reading a profile."""

try:
    from _sha2 import sha256  # type: ignore[import-not-found, unused-ignore] # Python 3.12 and later
except ImportError:
    try:
        from _sha256 import sha256  # type: ignore[import-not-found, unused-ignore]
    except ImportError:  # Python was built without its own
        from hashlib import sha256


def compute_sha256(data: bytes) -> str:
    """Return the SHA-256 digest of `data` as hexadecimal digits."""
    digest: str = sha256(data).hexdigest()
    return digest
