"""Test the recipes of other package managers and the manifests of the plugin, made from pyproject.toml."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest

from commandline import Ran
from vxenv import __version__

ROOT = Path(__file__).parents[2]
RECIPES = ("packaging/aur/PKGBUILD", "packaging/homebrew/vxenv.rb", "packaging/nix/flake.nix")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def tool(*words: str) -> Ran:
    """Run the tool."""
    command = [sys.executable, str(ROOT / "tools" / "recipes.py"), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def released(tmp_path: Path) -> Path:
    """Provide the directory with the recipes of a release."""
    sdist = tmp_path / "vxenv-9.8.7.tar.gz"
    sdist.write_bytes(b"the release")
    assert (0, "", "") == tool("--sdist", str(sdist), str(tmp_path / "recipes"))
    return tmp_path / "recipes"


def run_checker(program: str, *words: str, enter: Sequence[str] = (), cwd: Path | None = None) -> str:
    """Run a program on recipes and return its output; skip if it is missing, but fail in CI."""
    if not shutil.which(program):
        if os.environ.get("CI") and sys.platform == "linux":
            pytest.fail(f"{program} is not installed: sh tests/install-programs.sh all")
        pytest.skip(f"{program} is not installed")
    done = subprocess.run([*enter, program, *words], capture_output=True, text=True, check=False, cwd=cwd)
    assert (0, "") == (done.returncode, done.stderr)
    return done.stdout


def test_files_are_up_to_date() -> None:
    """The files in the checkout match pyproject.toml, the version and the locked packages."""
    assert (0, "", "") == tool("--check")


def test_manifests() -> None:
    """The plugin has the version of vxenv, and the marketplace finds it."""
    plugin = json.loads((ROOT / "plugin" / ".claude-plugin" / "plugin.json").read_text())
    (listed,) = json.loads((ROOT / ".claude-plugin" / "marketplace.json").read_text())["plugins"]

    assert (__version__, PROJECT["urls"]["Source"]) == (plugin["version"], plugin["repository"])
    assert (plugin["name"], plugin["description"]) == (listed["name"], listed["description"])
    assert (ROOT / "plugin") == (ROOT / listed["source"]).resolve()


@pytest.mark.parametrize("recipe", RECIPES[:2])
def test_recipes_of_the_checkout_have_no_hash(recipe: str) -> None:
    """Without a release, a recipe builds the newest commit and names no hash."""
    text = (ROOT / recipe).read_text()

    assert f"{PROJECT['urls']['Source']}.git" in text
    assert [] == re.findall(r"\b[0-9a-f]{40,}\b", text)


def test_recipes_of_a_release(released: Path) -> None:
    """The recipes of a release have its address, and the hash of the given file."""
    digest = hashlib.sha256(b"the release").hexdigest()
    url = f"{PROJECT['urls']['Source']}/releases/download/v9.8.7/vxenv-9.8.7.tar.gz"
    formula, pkgbuild = (released / "vxenv.rb").read_text(), (released / "PKGBUILD").read_text()

    assert {"PKGBUILD", "vxenv.rb"} == set(os.listdir(released))
    assert f'  url "{url}"\n  sha256 "{digest}"\n' in formula
    assert f"\nsha256sums=({digest})\n" in pkgbuild
    words = ["bash", "-c", f'. "{released}/PKGBUILD"; printf "%s\n" "$pkgname" "$pkgver" "$source"']
    assert ["vxenv", "9.8.7", url] == subprocess.run(words, stdout=-1, text=True, check=True).stdout.splitlines()


def test_other_files_are_refused(tmp_path: Path) -> None:
    """A file that is not a source distribution of vxenv is refused."""
    (tmp_path / "other-1.0.tar.gz").touch()
    ran = tool("--sdist", str(tmp_path / "other-1.0.tar.gz"), str(tmp_path))

    assert (1, "") == ran[:2]
    assert ran.stderr.endswith("other-1.0.tar.gz is not named vxenv-VERSION.tar.gz\n")


def test_dependencies_are_named() -> None:
    """Each recipe names each dependency of pyproject.toml, and the requirements pin it with hashes."""
    pkgbuild, _, flake = ((ROOT / recipe).read_text() for recipe in RECIPES)
    pins = (ROOT / "packaging" / "requirements.txt").read_text()
    for requirement in PROJECT["dependencies"]:
        name, lowest = re.fullmatch(r"([\w-]+)(?:\[.*\])?>=(.*)", requirement).groups()  # type: ignore[union-attr]
        plain = name.replace("_", "-")
        assert [True] * 3 == [
            f"'python-{name}>={lowest}'" in pkgbuild,
            re.search(rf"[ \n]{plain}[ \n]", flake) is not None,
            re.search(rf"^{plain}==\S+ \\\n    --hash=sha256:", pins, re.MULTILINE) is not None,
        ], requirement


@pytest.mark.long
def test_ruby_parses_the_formulas(released: Path) -> None:
    """Both formulas are valid Ruby."""
    assert ["Syntax OK"] * 2 == [
        run_checker("ruby", "-wc", str(path)).strip() for path in (ROOT / RECIPES[1], released / "vxenv.rb")
    ]


@pytest.mark.long
def test_nix_evaluates_the_flake(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a stand-in for nixpkgs, the flake has a package per system, of this checkout and its dependencies."""
    monkeypatch.setenv("NIX_CONFIG", "build-users-group =")  # Debian's package creates no such group
    names = [re.split(r"[\[>]", requirement)[0].replace("_", "-") for requirement in PROJECT["dependencies"]]
    packages = "; ".join(f'{name} = "{name}"' for name in {*names, "hatchling"} - {"google-auth"})
    expression = f"""
      let
        google-auth = {{ name = "google-auth"; optional-dependencies.requests = [ "requests" ]; }};
        pkgs = {{
          lib.licenses.mit = "MIT";
          python3Packages = {{ buildPythonApplication = given: given; inherit google-auth; {packages}; }};
        }};
        lib.genAttrs = names: make: builtins.listToAttrs (map (name: {{ inherit name; value = make name; }}) names);
        systems = [ "aarch64-darwin" "aarch64-linux" "x86_64-darwin" "x86_64-linux" ];
        found = (import {ROOT / RECIPES[2]}).outputs {{
          self = null;
          nixpkgs = {{ inherit lib; legacyPackages = lib.genAttrs systems (system: pkgs); }};
        }};
        made = builtins.mapAttrs (system: each: each.default) found.packages;
      in builtins.mapAttrs (system: one: {{
        inherit (one) version pyproject meta build-system;
        src = toString one.src;
        dependencies = map (each: each.name or each) one.dependencies;
      }}) made
    """
    words = ("--store", "dummy://", "--eval", "--strict", "--json", "--expr", expression)
    found = json.loads(run_checker("nix-instantiate", *words))

    assert ["aarch64-darwin", "aarch64-linux", "x86_64-darwin", "x86_64-linux"] == sorted(found)
    assert {
        "version": __version__,
        "pyproject": True,
        "build-system": ["hatchling"],
        "src": str(ROOT),
        "dependencies": [*names, "requests"],
        "meta": {
            "description": PROJECT["description"],
            "homepage": PROJECT["urls"]["Homepage"],
            "license": "MIT",
            "mainProgram": "vxenv",
        },
    } == found["x86_64-linux"]


@pytest.mark.long
def test_shellcheck_passes_the_packages(released: Path) -> None:
    """Shellcheck has no objections besides those that every PKGBUILD causes: makepkg reads the variables."""
    ignored = "--exclude=SC2034,SC2154,SC2164"
    for path in (ROOT / RECIPES[0], released / "PKGBUILD"):
        assert "" == run_checker("shellcheck", "--shell=bash", ignored, str(path))


@pytest.mark.long
def test_makepkg_reads_the_packages(released: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Makepkg understands both packages."""
    monkeypatch.setenv("PACMAN", "true")  # looked up, but not run
    found = []
    for at, path in enumerate((ROOT / RECIPES[0], released / "PKGBUILD")):
        folder = tmp_path / str(at)
        folder.mkdir()
        shutil.copy(path, folder)
        # It refuses to run as root, who is nobody in a namespace without users.
        enter = ["unshare", "--user"] if os.geteuid() == 0 else []
        text = run_checker("makepkg", "--printsrcinfo", enter=enter, cwd=folder)
        lines = [line.strip() for line in text.splitlines()]
        found.append([line for line in lines if line.startswith(("pkgbase", "pkgver", "depends = python>="))])

    assert [
        ["pkgbase = vxenv-git", f"pkgver = {__version__}", "depends = python>=3.11"],
        ["pkgbase = vxenv", "pkgver = 9.8.7", "depends = python>=3.11"],
    ] == found
