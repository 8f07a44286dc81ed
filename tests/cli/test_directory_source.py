"""Test `source` in directory files: the address of a missing source is shown in a command, and never used."""

from collections.abc import Callable
from pathlib import Path

import pytest

from commandline import called
from vxenv.activation import trust
from vxenv.errors import DocumentError
from vxenv.paths import DIRECTORY_FILE
from vxenv.profiles.document import parse_document

URL = "git@github.com:acme/vxenv-profiles.git"
ADD = f"hint: vxenv source add acme {URL}"
Write = Callable[..., Path]


@pytest.fixture
def write(home: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Provide a function that writes the directory file of ~/client, the working directory."""
    (home / "client").mkdir()
    monkeypatch.chdir(home / "client")
    monkeypatch.setenv("PWD", str(home / "client"))

    def act(url: str = URL, *, profile: str = '"acme/prod"', allowed: bool = False) -> Path:
        path = home / "client" / DIRECTORY_FILE
        path.write_text(f'profile = {profile}\nsource = "{url}"\n', encoding="utf-8")
        if allowed:
            trust.allow(str(path), path.read_bytes())
        return path

    return act


def add_source(home: Path, url: str) -> None:
    """Write the source acme with one profile, as `source add` does."""
    folder = home / ".local/state/vxenv/sources/acme"
    (folder / "profiles").mkdir(parents=True)
    (folder / "record.toml").write_text(f'url = "{url}"\nkind = "git"\n')
    (folder / "profiles/prod.toml").write_text('[vertex]\nproject = "acme-prod"\nregion = "global"\n')


def test_allow(write: Write) -> None:
    """`allow` names the missing source with the command that adds it, and allows nothing."""
    write()
    ran = called("allow")

    assert (2, "", f'vxenv: no source "acme"\n{ADD}\n') == (ran.code, ran.stdout, ran.stderr)
    assert [] == trust.list_records()


@pytest.mark.parametrize("allowed", [False, True])
def test_status_and_doctor(write: Write, *, allowed: bool) -> None:
    """`status` and `doctor` show the same command, whether or not the file is allowed."""
    write(allowed=allowed)
    status, doctor = called("status"), called("doctor")

    assert [ADD] == [line for line in status.stderr.splitlines() if line.startswith("hint: ")]
    assert (True, True) == ('no source "acme"' in status.stdout + status.stderr, 'no source "acme"' in doctor.stdout)
    assert 1 == doctor.stdout.count(ADD)


def test_a_source_that_exists(write: Write, home: Path) -> None:
    """With the source, nothing is said about its address, also for another protocol."""
    add_source(home, URL)
    for url in (URL, "https://github.com/acme/vxenv-profiles", "ssh://git@GitHub.com/acme/vxenv-profiles.git"):
        write(url)
        ran = called("allow")
        assert (0, "") == (ran.code, "".join(line for line in ran.stderr.splitlines() if "note:" in line))
        assert "note:" not in called("status").stderr


@pytest.mark.parametrize(
    "url", ["git@github.com:evil/vxenv-profiles.git", "https://github.evil/acme/vxenv-profiles", "gs://acme/profiles"]
)
def test_another_address(write: Write, home: Path, url: str) -> None:
    """If the source was added from another address, `allow`, `status` and `doctor` say so without a command for it."""
    add_source(home, URL)
    write(url, allowed=True)
    note = f'~/client/.vxenv.toml:2: source "acme" is {URL}, not {url}'
    ran = {name: called(name) for name in ("allow", "status", "doctor")}

    assert [0, 0] == [ran[name].code for name in ("allow", "status")]
    assert f"note: {note}\n" in ran["allow"].stderr
    assert f"note: {note}\nhint: vxenv source show acme\n" in ran["status"].stderr
    assert note in ran["doctor"].stdout
    assert [] == [name for name, one in ran.items() if "source add" in one.stdout + one.stderr]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "ext::sh -c id",
        "ext::sh",
        "fd::17",
        "--upload-pack=id",
        "-oProxyCommand=id:x",
        "git@host:-x",
        "/srv/profiles.git",
        "../profiles",
        "profiles",
        "http://127.0.0.1/profiles.git",
        "git://github.com/acme/x",
        "https://me:secret@github.com/acme/x",
        "https://token@github.com/acme/x",
        "https://github.com@evil.example/acme/x",
        "github.com@evil.example:acme/x",
        "https://github.com/acme/$(id)",
        "https://github.com/acme/`id`",
        "https://github.com/acme/x;id",
        "https://github.com/acme/x&id",
        "https://github.com/acme/x|id",
        "https://github.com/acme/x' --auto '",
        "https://github.com/acme/x --yes",
        "https://github.com/acme/x,y",
        "https://github.com/acme/{x,y}",
        "https://github.com/acme/x!y",
        "https://github.com/acme/x*",
        "https://github.com/acme/x#y",
        "https://github.com/acme/größe",
        "https://github.com/acme/x\\u001b[2J",
        "https://github.com/acme/x\\u202e",
        "https://github.com/acme/x\\n",
        "https://github.com/../x",
        "https://github.com/" + "a" * 400,
        "gs://acme",
    ],
)
def test_hostile_addresses(write: Write, url: str) -> None:
    """An address that is not plain makes the file invalid, and is never shown."""
    path = write(url)
    with pytest.raises(DocumentError) as caught:
        parse_document(path.read_bytes(), DIRECTORY_FILE, str(path), directory=True)
    shown = [str(caught.value)]
    for words in (("allow",), ("status",), ("doctor",), ("lint", ".")):
        ran = called(*words)
        shown.append(ran.stdout + ran.stderr)

    assert "~/client/.vxenv.toml:2: source: invalid address; use " in shown[0]
    assert [] == [
        text for text in shown if "source add" in text or (len(url) > 8 and url in text) or "\x1b[2J" in text
    ]
    assert [] == trust.list_records()


@pytest.mark.parametrize("profile", ['"prod"', '["acme/prod", "umbrella/prod"]', "[]"])
def test_one_source(write: Write, profile: str) -> None:
    """An address without a source, or for several, is an error."""
    write(profile=profile)
    ran = called("allow")

    what = 'source is for profiles of one source, such as profile = "acme/prod"'
    assert (1, f"vxenv: ~/client/.vxenv.toml:2: {what}") == (ran.code, ran.stderr.splitlines()[0])


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("name", ["prod", "acme/prod"])
def test_only_directory_files(name: str) -> None:
    """Profiles cannot have the key."""
    with pytest.raises(DocumentError, match="unknown key source"):
        parse_document(f'source = "{URL}"\n'.encode(), name, "/x.toml")


def test_local_keeps_the_address(write: Write, home: Path) -> None:
    """`local` changes only the profile."""
    add_source(home, URL)
    path = write(allowed=True)
    (home / ".local/state/vxenv/sources/acme/profiles/dev.toml").write_text("")

    assert 0 == called("local", "acme/dev").code
    assert f'profile = "acme/dev"\nsource = "{URL}"\n' == path.read_text()
