"""Variables are inserted into a settings file and removed again, byte for byte."""

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commandline import Run
from vxenv.text import json_edit
from vxenv.text.json_edit import Before, build_pieces

EU = {"CLOUD_ML_REGION": "eu", "ANTHROPIC_MODEL": ""}
TEXTS = {
    "nothing": "",
    "empty object": "{}",
    "empty object, blank": "{ }\n",
    "empty object, lines": "{\n}\n",
    "others": '{\n  "model": "opus",\n  "x": [1, {"env": 2}]\n}\n',
    "one line": '{"model":"opus"}',
    "empty env": '{"env": {}}',
    "empty env, lines": '{\n\t"env": {\n\t}\n}\n',
    "env of another": '{\n    "env": {\n        "X": "1"\n    },\n    "y": 1\n}',
    "env, one line": '{"a": 1, "env": {"X": "1", "Y": "2"}, "b": 2}',
    "replaced": '{"env": {"CLOUD_ML_REGION" : "\\u0075s", "X": "1"}}',
    "replaced, no string": '{"env": {"CLOUD_ML_REGION": 5.0e1}}',
    "doubled": '{"env": {"CLOUD_ML_REGION": "a", "CLOUD_ML_REGION": "b"}}',
    "doubled env": '{"env": {"CLOUD_ML_REGION": "a"}, "env": {"X": "b"}}',
    "lines of Windows": '{\r\n  "env": {\r\n    "X": "1"\r\n  }\r\n}\r\n',
    "odd blanks": '\n\t{ "env"\n:\n{ "X"\t: "1" ,\n"Y":"2"\n} }  \n\n',
    "no ASCII": '{"ü": "€\\ud83d\\ude00", "env": {"X": "日本"}}',
}


def put(text: str, values: dict[str, str]) -> tuple[str, tuple[Before, ...]]:
    """Return `text` with variables inserted, and the previous state."""
    return json_edit.put_pieces(text, build_pieces(values.items()))


def drop(text: str, values: dict[str, str], before: tuple[Before, ...]) -> str:
    """Return `text` with the variables removed."""
    return json_edit.drop_pieces(text, build_pieces(values.items()), before)[0]


def without(text: str) -> object:
    """Return the content of `text` without the inserted variables."""
    found = json.loads(text or "{}")
    left = {name: value for name, value in found.get("env", {}).items() if name not in EU}
    return {**found, "env": left}


@pytest.mark.parametrize("name", TEXTS)
def test_put_and_drop(name: str) -> None:
    """Inserting changes nothing else, and removing restores every byte that the text determines."""
    text = TEXTS[name]
    after, before = put(text, EU)

    assert EU == {name: value for name, value in json.loads(after)["env"].items() if name in EU}
    assert without(text) == without(after)
    if text.strip():
        assert json.loads(text) == json.loads(drop(after, EU, before))
    if name not in ("nothing", "empty object, blank", "empty object, lines", "empty env, lines"):
        assert text == drop(after, EU, before)


def test_layout_is_kept() -> None:
    """New members are formatted like the existing ones."""
    after, _ = put(TEXTS["env of another"], EU)

    expected = '"X": "1",\n        "CLOUD_ML_REGION": "eu",\n        "ANTHROPIC_MODEL": ""\n    },'
    assert expected in after


@pytest.mark.parametrize("text", ["{bad", "[]", '{"env": 5}', "// c\n{}", "{} x"])
def test_what_is_no_settings_file(text: str) -> None:
    """A text that is not a settings file is an error."""
    with pytest.raises(ValueError, match=r"^is not (valid|a) JSON|^has a value for env that is not an object$"):
        put(text, EU)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(
    st.dictionaries(st.text(max_size=5).filter(lambda key: key != "env"), JSON, max_size=3),
    st.dictionaries(st.sampled_from(["X", "Y", *EU]), st.text(max_size=5), min_size=1),
    st.sampled_from([None, 0, 1, 2, 4]),
)
def test_any_file_comes_back(others: dict[str, object], env: dict[str, str], indent: int | None) -> None:
    """Inserting and removing restores any file in any layout."""
    text = json.dumps({**others, "env": env}, indent=indent)
    after, before = put(text, EU)

    assert (text, {**others, "env": {**env, **EU}}) == (drop(after, EU, before), json.loads(after))


# --- export --write, --remove


@pytest.fixture(autouse=True)
def eu(profile: Callable[[str, str], Path]) -> None:
    """Write profiles."""
    profile("eu", '[vertex]\nregion = "eu"\n[env]\nHTTPS_PROXY = false\n')
    profile("us", '[vertex]\nregion = "us"\nproject = "acme-us"\n')


FORMAT = ("--format", "claude-settings")


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_write_and_remove(name: str, mark: bytes, run: Run, work: Path) -> None:
    """--remove restores every byte and the mode."""
    path = work / "settings.json"
    data = mark + TEXTS[name].encode()
    path.write_bytes(data)
    path.chmod(0o640)
    codes = [run("export", *words, *FORMAT, "--write", "settings.json").code for words in (["eu"], ["us", "eu"])]
    found = json.loads(path.read_bytes().removeprefix(mark))["env"]
    codes.append(run("export", *FORMAT, "--remove", str(path)).code)

    assert ([0, 0, 0], data, 0o640) == (codes, path.read_bytes(), stat.S_IMODE(os.stat(path).st_mode))
    assert ("eu", "acme-us", "1", "") == (
        found["CLOUD_ML_REGION"],
        found["ANTHROPIC_VERTEX_PROJECT_ID"],
        found["CLAUDE_CODE_USE_VERTEX"],
        found["HTTPS_PROXY"],
    )


def test_a_file_that_was_not_there(run: Run, work: Path) -> None:
    """A missing file is created with its directory for the user only, and --remove deletes it."""
    path = work / ".claude" / "settings.local.json"
    ran = run("export", "eu", *FORMAT, "--write", ".claude/settings.local.json")
    mode = stat.S_IMODE(os.stat(path).st_mode)

    assert (0, "", 0o600) == (ran.code, ran.stdout, mode)
    assert (0, False) == (run("export", *FORMAT, "--remove", ".claude/settings.local.json").code, path.exists())


def test_what_was_changed_since_stays(run: Run, work: Path) -> None:
    """--remove removes only the inserted values if the file was changed in between."""
    path = work / "s.json"
    path.write_text('{"env": {"CLOUD_ML_REGION": "us-east5", "X": "1"}}')
    run("export", "us", *FORMAT, "--write", "s.json")
    found = json.loads(path.read_text())
    found["env"]["ANTHROPIC_VERTEX_PROJECT_ID"] = "mine"
    path.write_text(json.dumps({**found, "model": "opus"}))
    run("export", *FORMAT, "--remove", "s.json")
    env = {"CLOUD_ML_REGION": "us-east5", "X": "1", "ANTHROPIC_VERTEX_PROJECT_ID": "mine"}

    assert {"env": env, "model": "opus"} == json.loads(path.read_text())


def test_closed_variables_that_a_file_sets_are_emptied(run: Run, work: Path) -> None:
    """A variable that the profile closes and a settings file sets is written as an empty value."""
    path = work / ".claude" / "settings.json"
    path.parent.mkdir()
    path.write_text('{"env": {"ANTHROPIC_MODEL": "opus"}}')
    run("export", "eu", *FORMAT, "--write", ".claude/settings.local.json")

    assert "" == json.loads((path.parent / "settings.local.json").read_text())["env"]["ANTHROPIC_MODEL"]


def test_a_symlink_stays_one(run: Run, work: Path) -> None:
    """Through a symlink, its target is changed."""
    (work / "real.json").write_text("{}")
    (work / "s.json").symlink_to("real.json")
    run("export", "eu", *FORMAT, "--write", "s.json")

    assert (True, "eu") == (
        (work / "s.json").is_symlink(),
        json.loads((work / "real.json").read_text())["env"]["CLOUD_ML_REGION"],
    )


def test_undo_takes_it_back(run: Run, work: Path) -> None:
    """The change is recorded in the history."""
    (work / "s.json").write_text("{ }")
    run("export", "eu", *FORMAT, "--write", "s.json")
    ran = run("undo")

    assert (0, "{ }") == (ran.code, (work / "s.json").read_text())
    assert 3 == run("export", *FORMAT, "--remove", "s.json").code


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["export", "eu", "--write", "s.json"], 2),
        (["export", "eu", *FORMAT, "--remove", "s.json"], 2),
        (["export", *FORMAT], 2),
        (["export", *FORMAT, "--remove", "s.json"], 3),
        (["export", "eu", *FORMAT, "--write", "s.json"], 1),
        (["export", "eu", *FORMAT, "--write", "no/where.json"], 1),
    ],
)
def test_json_edit_of_what_is_refused(words: list[str], code: int, run: Run, work: Path) -> None:
    """A refused edit has a hint and changes nothing."""
    (work / "s.json").write_text("{bad")
    ran = run(*words)

    assert (code, True, "{bad") == (ran.code, "hint: " in ran.stderr, (work / "s.json").read_text())
