"""Test dev containers with the reference implementation, and the Feature in a bare Debian."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from commandline import called
from vxenv import __version__

ROOT = Path(__file__).parents[2]
FEATURE = ROOT / "devcontainer"
CLI = Path(sys.prefix, "devcontainers", "node_modules", "@devcontainers", "cli", "devcontainer.js")
SEARCH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def skip(why: str) -> None:
    """Skip the test, but fail in CI."""
    if os.environ.get("CI"):
        pytest.fail(why)
    pytest.skip(why)


def run_cli(*words: str | Path, env: dict[str, str] | None = None) -> str:
    """Run the reference implementation, and return its output."""
    if not CLI.exists() or not shutil.which("node"):
        skip("@devcontainers/cli is not installed")
    done = subprocess.run(
        ["node", CLI, *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, **(env or {})},
    )
    assert 0 == done.returncode, done.stdout + done.stderr
    return done.stdout


def read_feature() -> dict[str, Any]:
    """Return the metadata of the Feature."""
    document: dict[str, Any] = json.loads((FEATURE / "devcontainer-feature.json").read_text())
    return document


def test_feature_names_the_repository() -> None:
    """The links of the Feature are below the address in pyproject.toml, and their files exist."""
    source = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["urls"]["Source"]
    links = [read_feature()[key].removeprefix(f"{source}/blob/main/") for key in ("documentationURL", "licenseURL")]

    assert [True, True] == [(ROOT / link).is_file() for link in links]


def test_options_are_those_of_the_script() -> None:
    """The script reads each option, with the same default."""
    read = dict(re.findall(r"\$\{([A-Z]+):-(\w+)\}", (FEATURE / "install.sh").read_text()))
    options = {name.upper(): option["default"] for name, option in read_feature()["options"].items()}

    assert read == {name: str(value).lower() for name, value in options.items()}


def test_the_script_parses() -> None:
    """The script is executable, and valid for a POSIX shell."""
    done = subprocess.run(["sh", "-n", FEATURE / "install.sh"], check=False)

    assert (0, True) == (done.returncode, os.access(FEATURE / "install.sh", os.X_OK))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"_REMOTE_USER": "no such user"}, "no user no such user"),
        ({"PACKAGE": "--index-url=x"}, 'invalid package "--index-url=x"'),
        ({"VERSION": "1 -r x"}, 'invalid version "1 -r x"'),
    ],
)
def test_invalid_options_are_refused(options: dict[str, str], said: str, tmp_path: Path) -> None:
    """An invalid option stops the script before it changes anything."""
    (tmp_path / "id").symlink_to(shutil.which("id") or "/usr/bin/id")
    if os.geteuid() != 0:
        options, said = {}, "install.sh must run as root"
    done = subprocess.run(
        [FEATURE / "install.sh"],
        env={"PATH": str(tmp_path), **options},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (1, "", f"vxenv: {said}\n") == (done.returncode, done.stdout, done.stderr)


@pytest.mark.long
def test_feature_is_packaged(tmp_path: Path) -> None:
    """The reference implementation packages the Feature."""
    run_cli("features", "package", FEATURE, "--output-folder", tmp_path / "out")
    collection = json.loads((tmp_path / "out" / "devcontainer-collection.json").read_text())

    assert ["vxenv"] == [feature["id"] for feature in collection["features"]]


@pytest.mark.long
def test_devcontainer_is_read(
    profile: Callable[[str, str | bytes], Path], home: Path, work: Path, tmp_path: Path
) -> None:
    """The reference implementation reads the written configuration with each value unchanged."""
    values = {"ODD": "a$b ${x} $${y} 😀\n'\"\\ \x85\x7f", "EMPTY": ""}
    lines = "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in values.items())
    lines = lines.replace("\x7f", "\\u007f")
    profile("eu", f'[vertex]\nproject = "acme-prod"\nregion = "eu"\n[env]\nMY_TOKEN = "x"\nGONE = false\n{lines}')
    (home / "key.json").write_text("{}")
    profile("key", '[google]\ncredentials = "~/key.json"\n')
    file = work / ".devcontainer" / "devcontainer.json"
    file.parent.mkdir()
    file.write_text('// ours\n{\n  "image": "debian:12", // x\n}\n')
    assert 0 == called("export", "eu+key", "--format", "devcontainer", "--write", str(file)).code
    docker = tmp_path / "docker"
    docker.write_text("#!/bin/sh\n")
    docker.chmod(0o755)
    words = ("read-configuration", "--workspace-folder", work, "--docker-path", docker)
    found = json.loads(run_cli(*words, env={"MY_TOKEN": "s3cret"}))["configuration"]

    assert values == {name: found["containerEnv"][name] for name in values}
    assert ({"MY_TOKEN": "s3cret", "GONE": None}, "debian:12") == (found["remoteEnv"], found["image"])
    assert [f"type=bind,source={home}/key.json,target=/mnt/vxenv/credentials.json,readonly"] == found["mounts"]


@pytest.fixture
def debian(tmp_path: Path) -> Iterator[Path]:
    """Provide a Debian with Python and three shells, which only root can make."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("only root can make a Debian")
    if not shutil.which("debootstrap"):
        skip("debootstrap is not installed")
    if subprocess.run(["unshare", "--net", "true"], check=False, capture_output=True).returncode:
        pytest.skip("this machine does not permit network namespaces")
    place = tmp_path / "debian"
    packages = "ca-certificates,fish,python3,python3-venv,zsh"
    words = ["debootstrap", "--variant=minbase", f"--include={packages}", "bookworm", str(place)]
    done = subprocess.run(words, check=False, capture_output=True, text=True)
    if done.returncode:
        skip(f"debootstrap failed: {done.stdout[-1000:]}{done.stderr[-1000:]}")
    place.chmod(0o755)
    subprocess.run(["chroot", place, "useradd", "--create-home", "dev"], check=True)
    yield place
    shutil.rmtree(place)


def copy_feature(debian: Path, wheel: Path) -> dict[str, str]:
    """Copy the Feature into the Debian with a wheel and its dependencies, and return the options that install it."""
    feature = debian / "tmp" / "it's a feature"
    shutil.copytree(FEATURE, feature)
    words = [
        "download",
        "--quiet",
        "--dest",
        str(feature / "house"),
        "--only-binary",
        ":all:",
        "--python-version",
        "3.11",
    ]
    done = subprocess.run([sys.executable, "-m", "pip", *words, wheel], check=False, capture_output=True, text=True)
    if done.returncode:
        skip(f"no registry to take dependencies from: {done.stderr}")
    return {"PACKAGE": f"./house/{wheel.name}", "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "./house"}


def run_inside(debian: Path, code: str, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run shell code in the Debian as root, without a network."""
    values = [f"{name}={value}" for name, value in {"PATH": SEARCH, "HOME": "/root", **env}.items()]
    words = ["unshare", "--net", "chroot", str(debian), "env", "-i", *values, "sh", "-c", code]
    return subprocess.run(words, check=False, capture_output=True, text=True, timeout=300)


def install(debian: Path, options: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run the Feature's script in the Debian."""
    return run_inside(debian, "cd /tmp/it*feature && ./install.sh", options)


@pytest.mark.long
def test_feature_in_a_bare_debian(debian: Path, wheel: Path) -> None:
    """The Feature installs vxenv without a network, and each shell of the remote user switches profiles.

    It is one test, because making the Debian takes minutes.
    """
    options = copy_feature(debian, wheel)
    python = debian / "usr/bin/python3"
    hidden = python.rename(python.with_name("hidden"))
    done = install(debian, options)
    assert (1, True) == (done.returncode, done.stderr.endswith("add the python Feature before this one\n")), done
    hidden.rename(python)

    root = (debian / "root/.bashrc").read_bytes()
    done = install(debian, {**options, "HOOK": "false"})
    assert (0, f"vxenv {__version__}\n", root) == (
        done.returncode,
        done.stdout,
        (debian / "root/.bashrc").read_bytes(),
    )

    for _ in range(2):
        done = install(debian, {**options, "_REMOTE_USER": "dev", "_REMOTE_USER_HOME": "/home/dev"})
        assert 0 == done.returncode, done
    for shell, file in {"bash": ".bashrc", "zsh": ".zshrc", "fish": ".config/fish/conf.d/vxenv.fish"}.items():
        lines = f"vxenv add {shell} --project acme-prod --region eu; vxenv use {shell}; command env"
        done = run_inside(debian, f"su -l -s /usr/bin/{shell} -c \"{shell} -ic '{lines}'\" dev", {})
        assert (0, 1) == (done.returncode, done.stdout.splitlines().count("CLOUD_ML_REGION=eu")), done
        assert 1 == (debian / "home/dev" / file).read_text().count("# vxenv setup")
    assert root == (debian / "root/.bashrc").read_bytes()
