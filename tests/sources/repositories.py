"""Build git repositories with profiles, also ones with hostile contents, and keys that sign commits."""

import os
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

PROFILE = '[vertex]\nproject = "acme-prod"\nregion = "eu"\n'
IDENTITY = {
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@acme.example",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@acme.example",
}
FIRST_DAY = 1_700_000_000


class Repository:
    """A bare repository at `path`, whose commits are made without a work tree."""

    def __init__(self, path: Path) -> None:
        """Create an empty repository."""
        path.mkdir(parents=True)
        self.path = path
        self.options: tuple[str, ...] = ()
        self.clock = FIRST_DAY
        self.git("init", "--quiet", "--bare", "--initial-branch=main", ".")

    @property
    def url(self) -> str:
        """The address with the protocol file."""
        return f"file://{self.path}"

    def git(self, *words: str, given: bytes = b"") -> str:
        """Run git in the repository and return its output."""
        date = f"{self.clock} +0000"
        done = subprocess.run(
            ["git", *self.options, *words],
            cwd=self.path,
            input=given,
            env={**os.environ, **IDENTITY, "GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date, "GIT_DIR": "."},
            capture_output=True,
            check=True,
        )
        return done.stdout.decode().strip()

    def store(self, data: str | bytes) -> str:
        """Store a file and return its object."""
        given = data.encode() if isinstance(data, str) else data
        return self.git("hash-object", "-w", "--stdin", given=given)

    def make_tree(self, rows: Mapping[bytes, tuple[str, str]]) -> str:
        """Store a tree of modes and objects by name, also by names that git would not add; return its object."""
        ordered = sorted(rows.items(), key=lambda row: row[0] + (b"/" if row[1][0] == "40000" else b""))
        data = b"".join(mode.encode() + b" " + name + b"\0" + bytes.fromhex(one) for name, (mode, one) in ordered)
        return self.git("hash-object", "-w", "-t", "tree", "--literally", "--stdin", given=data)

    def write_files(self, files: Mapping[str, str | bytes]) -> str:
        """Store files by path as a tree, and return its object."""
        rows: dict[bytes, tuple[str, str]] = {}
        for top in {path.partition("/")[0] for path in files}:
            if top in files:
                rows[top.encode()] = ("100644", self.store(files[top]))
            else:
                inner = {path.partition("/")[2]: data for path, data in files.items() if path.startswith(f"{top}/")}
                rows[top.encode()] = ("40000", self.write_files(inner))
        return self.make_tree(rows)

    def commit_tree(self, tree: str, *parents: str, branch: str = "main", sign: bool = False) -> str:
        """Commit `tree` to `branch`, after `parents` or its last commit; return the commit."""
        self.clock += 60
        if not parents:
            listed = self.git("for-each-ref", "--format=%(objectname)", f"refs/heads/{branch}")
            parents = (listed,) if listed else ()
        above = [word for parent in parents for word in ("-p", parent)]
        signing = ["-S"] if sign else []
        commit = self.git("commit-tree", *signing, "-m", f"Change {self.clock}", *above, tree)
        self.git("update-ref", f"refs/heads/{branch}", commit)
        return commit

    def commit(self, files: Mapping[str, str | bytes], *parents: str, branch: str = "main", sign: bool = False) -> str:
        """Commit files by path to `branch` and return the commit."""
        return self.commit_tree(self.write_files(files), *parents, branch=branch, sign=sign)

    def sign_with(self, key: Path) -> None:
        """Sign commits with the SSH key at `key`."""
        self.options = ("-c", "gpg.format=ssh", "-c", f"user.signingKey={key}")


def make_key(path: Path, *words: str) -> str:
    """Create an SSH key without a passphrase at `path`, and return the public key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", path, *words], check=True)
    return path.with_suffix(".pub").read_text().strip()


def write_signers(path: Path, *lines: str) -> str:
    """Write an allowed-signers file and return its path."""
    path.write_text("".join(f"{line}\n" for line in lines))
    return str(path)


def list_processes(word: str) -> list[str]:
    """Return the command lines with `word` of processes that keep running; a killed one may take a moment to end."""
    listed = ""
    for _ in range(20):
        listed = subprocess.run(["ps", "-A", "-o", "args="], capture_output=True, text=True, check=True).stdout
        if word not in listed:
            return []
        time.sleep(0.1)
    return [line for line in listed.splitlines() if word in line]
