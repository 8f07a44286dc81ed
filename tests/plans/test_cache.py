"""Tests of writing plans to disk."""

import os

import pytest

from vxenv.activation.caller import Caller
from vxenv.plans.render import keep_code

ASKER = Caller("bash", "0", "", "0" * 32)


def test_plan_is_kept_for_its_owner_only(tmp_path: os.PathLike[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Plans have mode 0600 in directories of mode 0700, and root writes nothing to another user's directory."""
    monkeypatch.setenv("VXENV_CACHE_DIR", os.path.join(tmp_path, "mine"))
    keep_code("{ :; }\n", "default", ASKER)
    plan = os.path.join(tmp_path, "mine", "plans", "bash", "default")
    assert (0o600, 0o700) == (os.stat(plan).st_mode & 0o777, os.stat(os.path.dirname(plan)).st_mode & 0o777)

    theirs = os.path.join(tmp_path, "theirs")
    os.mkdir(theirs)
    real = os.stat

    def stat(path: str, **how: bool) -> os.stat_result:
        found = list(real(path, **how))
        found[4] = 1000 if path == theirs else found[4]
        return os.stat_result(found)

    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(os, "stat", stat)
    monkeypatch.setenv("VXENV_CACHE_DIR", theirs)
    keep_code("{ :; }\n", "default", ASKER)
    assert [] == os.listdir(theirs)


@pytest.mark.parametrize("name", ["", "../x", "a/b", "x" * 300])
def test_odd_names_are_not_kept(tmp_path: os.PathLike[str], monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """An empty name, a name with a slash, or a name that is too long is not written."""
    monkeypatch.setenv("VXENV_CACHE_DIR", os.path.join(tmp_path, "mine"))
    keep_code("{ :; }\n", name, ASKER)
    assert not os.path.exists(os.path.join(tmp_path, "mine"))
