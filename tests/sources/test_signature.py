"""Verify signatures of commits and bundles with real keys."""

import subprocess
from pathlib import Path

import pytest

from sources.repositories import PROFILE, Repository, make_key, write_signers
from vxenv.errors import VxenvError
from vxenv.sources.bucket import verify_object
from vxenv.sources.git import fetch_commit, verify_commit
from vxenv.sources.signature import SignatureError, check_signers, split_commit

ALICE = "alice@acme.example"


@pytest.fixture
def key(home: Path) -> str:
    """Provide the public key of Alice; the private one is in keys/alice."""
    return make_key(home / "keys" / "alice")


@pytest.fixture
def signed(repository: Repository, home: Path, key: str) -> str:
    """Provide a commit that Alice signed."""
    assert key
    repository.sign_with(home / "keys" / "alice")
    return repository.commit({"profiles/prod.toml": PROFILE}, sign=True)


def verify(repository: Repository, cache: str, version: str, signers: str) -> str:
    """Return the signer of a commit that was fetched."""
    fetch_commit(repository.url, "main", "", cache)
    return verify_commit(cache, version, signers)


def refuse(repository: Repository, cache: str, version: str, signers: str) -> str:
    """Return the reason for the refusal of a commit, after checking its exit code and hint."""
    with pytest.raises(SignatureError) as caught:
        verify(repository, cache, version, signers)
    assert (3, True) == (caught.value.code, caught.value.hint.startswith("cat "))
    return caught.value.what.removeprefix(f"commit {version[:12]} ")


@pytest.mark.parametrize(
    "line",
    [f"{ALICE} KEY", f'{ALICE} namespaces="git" KEY', f'{ALICE} valid-after="20200101",valid-before="29991231" KEY'],
)
def test_a_signed_commit(*, repository: Repository, cache: str, home: Path, key: str, signed: str, line: str) -> None:
    """A commit signed with a listed key gives the principal of the key."""
    signers = write_signers(home / "allowed signers", "# the team", line.replace("KEY", key))

    assert ALICE == verify(repository, cache, signed, signers)


def test_a_signed_merge(repository: Repository, cache: str, home: Path, key: str, signed: str) -> None:
    """A merge whose message resembles a header is verified as a whole."""
    tree = repository.git("rev-parse", "main^{tree}")
    message = b"Merge\n\ngpgsig -----BEGIN SSH SIGNATURE-----\n x\n\nmore\n"
    parents = ("-p", signed, "-p", repository.git("rev-parse", "main~1"))
    merge = repository.git("commit-tree", "-S", *parents, tree, given=message)
    repository.git("update-ref", "refs/heads/main", merge)

    assert ALICE == verify(repository, cache, merge, write_signers(home / "signers", f"{ALICE} {key}"))


def test_an_unsigned_commit(repository: Repository, cache: str, home: Path, key: str) -> None:
    """An unsigned commit is refused, also with a signature in its message."""
    version = repository.commit({"profiles/prod.toml": PROFILE})
    signers = write_signers(home / "signers", f"{ALICE} {key}")

    assert "is not signed" == refuse(repository, cache, version, signers)


def test_another_signer(repository: Repository, cache: str, home: Path, signed: str) -> None:
    """A commit signed with a key that is not listed is refused."""
    signers = write_signers(home / "signers", f"bob@acme.example {make_key(home / 'keys' / 'bob')}")

    assert f"has no valid signature: its key is not in {Path('~/signers')}" == refuse(
        repository, cache, signed, signers
    )


def test_no_signers(repository: Repository, cache: str, home: Path, signed: str) -> None:
    """An empty list of signers allows no commit; a missing one is an error."""
    assert "is not in ~/signers" in refuse(repository, cache, signed, write_signers(home / "signers"))
    with pytest.raises(VxenvError, match="cannot read ~/missing: No such file or directory"):
        verify(repository, cache, signed, str(home / "missing"))
    assert str(home / "signers") == check_signers("~/signers")


@pytest.mark.parametrize("option", ['valid-before="20200101"', 'valid-before="20240101"', 'valid-after="29990101"'])
def test_an_expired_key(*, repository: Repository, cache: str, home: Path, key: str, signed: str, option: str) -> None:
    """A key must be valid now: its holder chooses the time of a commit, which here is in November 2023."""
    signers = write_signers(home / "signers", f"{ALICE} {option} {key}")
    reason = refuse(repository, cache, signed, signers)

    assert ("key has expired" if "before" in option else "key is not yet valid") in reason


def test_a_key_that_was_not_valid_yet(repository: Repository, cache: str, home: Path, key: str, signed: str) -> None:
    """A key must have been valid at the time of the commit, too."""
    signers = write_signers(home / "signers", f'{ALICE} valid-after="20240101" {key}')

    assert "has no valid signature: " in refuse(repository, cache, signed, signers)


def test_another_namespace(repository: Repository, cache: str, home: Path, key: str, signed: str) -> None:
    """A key for other purposes is refused."""
    signers = write_signers(home / "signers", f'{ALICE} namespaces="file" {key}')

    assert "not permitted for use in signature namespace" in refuse(repository, cache, signed, signers)


@pytest.mark.parametrize("change", ["message", "tree", "signature", "openpgp"])
def test_a_changed_commit(
    *, repository: Repository, cache: str, home: Path, key: str, signed: str, change: str
) -> None:
    """A commit that was changed after it was signed is refused, and so is another kind of signature."""
    text = repository.git("cat-file", "commit", signed) + "\n"
    changed = {
        "message": text.replace("\n\nChange", "\n\nChanged"),
        "tree": text.replace(
            repository.git("rev-parse", "main^{tree}"), repository.write_files({"profiles/x.toml": ""})
        ),
        "signature": text.replace("gpgsig", "gpgsig-old"),
        "openpgp": text.replace("SSH SIGNATURE", "PGP SIGNATURE"),
    }[change]
    version = repository.git("hash-object", "-w", "-t", "commit", "--stdin", given=changed.encode())
    repository.git("update-ref", "refs/heads/main", version)
    reason = refuse(repository, cache, version, write_signers(home / "signers", f"{ALICE} {key}"))
    expected = {"signature": "is not signed", "openpgp": "has no SSH signature; other kinds are not supported"}

    assert expected.get(change, "has no valid signature: Signature verification failed: incorrect signature") == reason


def test_the_users_configuration_does_not_count(
    repository: Repository, cache: str, home: Path, key: str, signed: str
) -> None:
    """Programs and signers in the user's configuration of git neither verify nor allow a commit."""
    make_key(home / "keys" / "bob")
    (home / ".gitconfig").write_text(
        f'[gpg "ssh"]\n\tprogram = nowhere\n\tallowedSignersFile = "{home}/none"\n[gpg]\n\tprogram = nowhere\n'
    )

    assert ALICE == verify(repository, cache, signed, write_signers(home / "signers", f"{ALICE} {key}"))


def test_parts_of_a_commit() -> None:
    """A signature header is removed from the signed content with its continuation lines, and nothing else is."""
    data = b"tree 1\ngpgsig A\n B\n\nmergetag x\n y\ngpgsig-sha256 C\n D\n\ngpgsig E\n F\n"
    head = b"tree 1\ngpgsig A\n B\nmergetag x\n y\ngpgsig-sha256 C\n D\n\ngpgsig E\n F\n"

    assert (b"tree 1\nmergetag x\n y\n\ngpgsig E\n F\n", b"A\nB\nC\nD\n") == split_commit(head)
    assert (b"tree 1\n\nmergetag x\n y\ngpgsig-sha256 C\n D\n\ngpgsig E\n F\n", b"A\nB\n") == split_commit(data)
    assert (b"tree 1\n\nmessage\n", b"") == split_commit(b"tree 1\n\nmessage\n")


def sign(folder: Path, data: bytes, namespace: str = "vxenv") -> bytes:
    """Return the detached signature of `data` by Alice."""
    command = ["ssh-keygen", "-q", "-Y", "sign", "-n", namespace, "-f", str(folder / "keys" / "alice")]
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout


def test_a_signed_bundle(home: Path, key: str) -> None:
    """The detached signature of a bundle gives the principal of the key."""
    signers = write_signers(home / "signers", f"{ALICE} {key}")

    assert ALICE == verify_object(b"[profiles.a]\n", sign(home, b"[profiles.a]\n"), signers)


@pytest.mark.parametrize(
    ("signed", "namespace", "reason"),
    [
        (b"", "vxenv", "the bundle is not signed"),
        (b"other", "vxenv", "incorrect signature"),
        (b"[profiles.a]\n", "git", "namespace does not match"),
        (b"[profiles.a]\n", "file", "namespace does not match"),
    ],
)
def test_a_bundle_without_a_valid_signature(home: Path, key: str, signed: bytes, namespace: str, reason: str) -> None:
    """A missing signature, one of another text, and one for another purpose are refused."""
    signers = write_signers(home / "signers", f"{ALICE} {key}")
    signature = sign(home, signed, namespace) if signed else b""
    with pytest.raises(SignatureError, match=reason):
        verify_object(b"[profiles.a]\n", signature, signers)


@pytest.mark.parametrize("signature", [b"x", b"-----BEGIN SSH SIGNATURE-----\n\x1b[2J\n", b"\0" * 100])
def test_a_damaged_signature(home: Path, key: str, signature: bytes) -> None:
    """Text that is not a signature is refused, and escaped."""
    with pytest.raises(SignatureError) as caught:
        verify_object(b"[profiles.a]\n", signature, write_signers(home / "signers", f"{ALICE} {key}"))

    assert "\x1b" not in str(caught.value)


def test_ssh_keygen_is_missing(home: Path, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without ssh-keygen, the error names it."""
    signature = sign(home, b"x")
    monkeypatch.setenv("PATH", str(home))
    with pytest.raises(VxenvError, match="ssh-keygen not found"):
        verify_object(b"x", signature, write_signers(home / "signers", f"{ALICE} {key}"))
