"""Verify SSH signatures of commits and bundles with ``git verify-commit`` and ``ssh-keygen -Y verify``.

The signers are those of an allowed-signers file, see ssh-keygen(1). A key must be valid now, and for a commit also at
the time of the commit: git alone would accept a key that expired, since its holder chooses the time of a commit.
"""

import os
import subprocess
import tempfile
from typing import Final

from vxenv.errors import RefusedError, VxenvError, build_look_hint, quote_word
from vxenv.files.read_limited import read_bytes
from vxenv.paths import escape_text, shorten_path

COMMITS: Final = "git"  # the namespace of signatures of commits
BUNDLES: Final = "vxenv"  # the namespace of signatures of bundles
ARMOR: Final = b"-----BEGIN SSH SIGNATURE-----"
_HEADERS: Final = (b"gpgsig ", b"gpgsig-sha256 ")
_TIME_LIMIT: Final = 60.0  # seconds
_LONGEST_REASON: Final = 300  # characters


class SignatureError(RefusedError):
    """Missing signature, or one that is not valid."""


def split_commit(data: bytes) -> tuple[bytes, bytes]:
    """Return the signed content of the commit `data`, and its signature, empty if there is none.

    Source: https://git-scm.com/docs/gitformat-signature
    """
    head, separator, message = data.partition(b"\n\n")
    content: list[bytes] = []
    signature: list[bytes] = []
    signing = False
    for line in head.split(b"\n"):
        signing = line.startswith(_HEADERS) or (signing and line.startswith(b" "))
        if signing:
            signature.append(line.partition(b" ")[2])
        else:
            content.append(line)
    return b"\n".join(content) + separator + message, b"".join(line + b"\n" for line in signature)


def verify_signature(data: bytes, signature: bytes, signers: str, namespace: str, *, what: str) -> str:
    """Return the principal with the valid `signature` of `data` in the allowed-signers file `signers`.

    Args:
        data: The signed content.
        signature: The armored signature.
        signers: The path of the allowed-signers file.
        namespace: COMMITS or BUNDLES.
        what: The name of the content, for messages.

    Raises SignatureError with the reason, and VxenvError if the file or ssh-keygen is missing.
    """
    path = check_signers(signers)
    hint = build_signers_hint(signers)
    if not signature.strip():
        raise SignatureError(f"{what} is not signed", hint=hint)
    if not signature.startswith(ARMOR):
        raise SignatureError(f"{what} has no SSH signature; other kinds are not supported", hint=hint)
    with tempfile.NamedTemporaryFile(prefix="vxenv-", suffix=".sig") as file:
        file.write(signature)
        file.flush()
        code, out, err = _run("find-principals", "-s", file.name, "-f", path)
        for principal in out.splitlines() if code == 0 else []:
            code, _, err = _run("verify", "-n", namespace, "-I", principal, "-s", file.name, "-f", path, given=data)
            if code == 0:
                return escape_text(principal)
    reason = next((line for line in err.splitlines() if line.strip()), "").replace(path, shorten_path(path))
    if reason.startswith("No principal matched") or not reason:
        reason = f"its key is not in {shorten_path(path)}"
    raise SignatureError(f"{what} has no valid signature: {escape_text(reason)[:_LONGEST_REASON]}", hint=hint)


def check_signers(signers: str) -> str:
    """Return the absolute path of the allowed-signers file `signers`. Raises VxenvError if it cannot be read."""
    path = os.path.abspath(os.path.expanduser(signers))
    try:
        read_bytes(path)
    except OSError as error:
        raise VxenvError(f"cannot read {shorten_path(path)}: {error.strerror}", hint=build_look_hint(path)) from error
    return path


def build_signers_hint(signers: str) -> str:
    """Return the command that shows the allowed signers."""
    return f"cat {quote_word(shorten_path(os.path.abspath(os.path.expanduser(signers))))}"


def _run(command: str, *words: str, given: bytes = b"") -> tuple[int, str, str]:
    """Run ``ssh-keygen -Y`` and return its exit code, output and error output. Raises VxenvError."""
    try:
        done = subprocess.run(  # noqa: S603 - the user's own ssh-keygen
            ["ssh-keygen", "-Y", command, *words],  # noqa: S607 - likewise
            input=given,
            capture_output=True,
            check=False,
            timeout=_TIME_LIMIT,
            env={**os.environ, "LC_ALL": "C"},
        )
    except FileNotFoundError as error:
        raise VxenvError(
            "ssh-keygen not found; signatures require it", hint="https://www.openssh.com/portable.html"
        ) from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise VxenvError(f"cannot run ssh-keygen: {error}", hint="ssh -V") from error
    return done.returncode, os.fsdecode(done.stdout), os.fsdecode(done.stderr)
