"""Test copy, rename, remove: the profiles, and references to them."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from commandline import Ran, called, refused, tree
from vxenv.activation import trust

Profile = Callable[[str, str | bytes], Path]

TEXT = "# by hand\r\n[vertex]  # \u00fc\r\nregion = 'us'   # for now"


@pytest.fixture
def profiles(config: Path) -> Path:
    """Return the directory of profiles."""
    return config / "profiles"


def names(folder: Path) -> list[str]:
    """Return the profiles in `folder`."""
    return sorted(name.removesuffix(".toml") for name in os.listdir(folder))


def asking(place: Path, text: str, *, allowed: bool = True) -> Path:
    """Write a directory file, and allow it by default."""
    place.mkdir(parents=True, exist_ok=True)
    file = place / ".vxenv.toml"
    file.write_text(text)
    if allowed:
        trust.allow(str(file), text.encode())
    return file


def verdicts() -> dict[str, str]:
    """Return the state in `allowed` of each file."""
    return {line.split()[0]: line.split()[1] for line in called("allowed").stdout.splitlines()}


# --- copy


def test_copy(profile: Profile, profiles: Path) -> None:
    """A copy is identical to the profile, and private."""
    old = profile("prod", TEXT)
    ran = called("copy", "prod", "prod-eu")

    assert (Ran(0, "", "copied prod → prod-eu  (edit: vxenv edit prod-eu)\n"), old.read_bytes(), 0o600) == (
        ran,
        (profiles / "prod-eu.toml").read_bytes(),
        stat.S_IMODE((profiles / "prod-eu.toml").stat().st_mode),
    )


@pytest.mark.parametrize("text", ["not toml", b"\xff\n", 'extends = "gone"\n', ""])
def test_copy_of_what_is_broken(text: str | bytes, profile: Profile, profiles: Path) -> None:
    """A broken profile is copied unchanged."""
    old = profile("prod", text)

    assert (0, old.read_bytes()) == (called("copy", "prod", "new").code, (profiles / "new.toml").read_bytes())


def test_copy_of_a_link(profile: Profile, profiles: Path, home: Path) -> None:
    """A copy of a link is a regular file."""
    old = profile("prod", TEXT)
    old.rename(home / "real.toml")
    old.symlink_to(home / "real.toml")
    called("copy", "prod", "new")

    assert (False, True) == ((profiles / "new.toml").is_symlink(), old.is_symlink())


def test_copy_keeps_nothing_apart(profile: Profile, profiles: Path) -> None:
    """Profiles that extend the old one still extend it after a copy."""
    profile("prod", TEXT)
    child = profile("child", 'extends = "prod"\n')
    called("copy", "prod", "new")

    assert ('extends = "prod"\n', ["child", "new", "prod"]) == (child.read_text(), names(profiles))


@pytest.fixture
def two(profile: Profile) -> None:
    """Write two profiles."""
    profile("prod", TEXT)
    profile("eu", "")


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("verb", ["copy", "rename"])
@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["prod", "eu"], 3, "--force"),
        (["prod", "prod"], 2, "prod"),
        (["nope", "x"], 2, 'no profile "nope"'),
        (["prd", "x"], 2, 'did you mean "prod"'),
        (["prod", "../x"], 2, "../x"),
        (["prod", ""], 2, "profile name"),
        (["prod", "a b"], 2, "a b"),
        (["prod", "a+b"], 2, "stack"),
        (["prod+eu", "x"], 2, "stack"),
        (["pro*", "x"], 2, "pro*"),
        (["prod"], 2, "NEW"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_copy_and_rename_of_what_is_refused(verb: str, words: list[str], code: int, said: str, home: Path) -> None:
    """An invalid copy or rename is rejected with a hint, and changes nothing."""
    assert said in refused(home, code, verb, *words)


@pytest.mark.parametrize("verb", ["copy", "rename"])
def test_circle(verb: str, profile: Profile, home: Path) -> None:
    """A rename that would make a profile extend itself is rejected."""
    profile("prod", 'extends = "eu"\n')
    profile("eu", "")

    assert "extend each other in a cycle" in refused(home, 1, verb, "prod", "eu", "--force")


@pytest.mark.parametrize("verb", ["copy", "rename"])
def test_force_keeps_a_backup(verb: str, profile: Profile, profiles: Path) -> None:
    """--force keeps a backup of the replaced file beside the new one, and undo restores everything."""
    profile("prod", TEXT)
    profile("eu", "# eu\n")
    ran = called(verb, "prod", "eu", "--force")

    assert (0, "# eu\n", TEXT.encode(), True, verb == "copy") == (
        ran.code,
        (profiles / "eu.toml.bak").read_text(),
        (profiles / "eu.toml").read_bytes(),
        "eu.toml.bak" in ran.stderr,
        (profiles / "prod.toml").exists(),
    )
    assert (0, "# eu\n", TEXT.encode(), False) == (
        called("undo").code,
        (profiles / "eu.toml").read_text(),
        (profiles / "prod.toml").read_bytes(),
        (profiles / "eu.toml.bak").exists(),
    )


# --- rename


def test_rename(profile: Profile, profiles: Path) -> None:
    """A renamed file keeps its bytes, mode and link target."""
    old = profile("prod", TEXT)
    old.chmod(0o640)
    ran = called("rename", "prod", "main")

    assert (Ran(0, "", "renamed prod → main\n"), ["main"], TEXT.encode(), 0o640) == (
        ran,
        names(profiles),
        (profiles / "main.toml").read_bytes(),
        stat.S_IMODE((profiles / "main.toml").stat().st_mode),
    )


def test_rename_of_a_link(profile: Profile, profiles: Path, home: Path) -> None:
    """A link remains a link to the same file."""
    old = profile("prod", TEXT)
    old.rename(home / "real.toml")
    old.symlink_to(home / "real.toml")
    called("rename", "prod", "main")

    assert (str(home / "real.toml"), ["main"]) == (str((profiles / "main.toml").readlink()), names(profiles))


CHILDREN = [
    ('extends = "prod"   # why\n', 'extends = "main"   # why\n'),
    ("extends = 'prod'\r\n# end", 'extends = "main"\r\n# end'),
    ('extends = ["prod"]\n', 'extends = ["main"]\n'),
    (
        'extends = [\n  "base",  # first\n  "prod",  # then\n]\n[vertex]\nregion="eu"\n',
        'extends = [\n  "base",  # first\n  "main",  # then\n]\n[vertex]\nregion="eu"\n',
    ),
    ('extends = "base+prod"\n', 'extends = "base+main"\n'),
    ('extends = ["base+prod", "base"]\n', 'extends = ["base+main", "base"]\n'),
    ('description = "not prod"\nextends = "prod"\n', 'description = "not prod"\nextends = "main"\n'),
    ('extends = "\\u0070rod"\n', 'extends = "main"\n'),
]


@pytest.mark.parametrize(("before", "after"), CHILDREN)
def test_rename_with_children(before: str, after: str, profile: Profile) -> None:
    """Profiles that extend it are updated, and no other byte of them changes."""
    profile("base", "")
    profile("prod", TEXT)
    child = profile("child", before)
    others = [profile("prod-eu", "# prod\n"), profile("broken", 'extends = "prod"\nx = \n')]
    kept = [path.read_bytes() for path in others]
    ran = called("rename", "prod", "main")

    assert (Ran(0, "", "renamed prod → main\n  child: updated\n"), after.encode(), kept) == (
        ran,
        child.read_bytes(),
        [path.read_bytes() for path in others],
    )
    assert (0, before.encode()) == (called("undo").code, child.read_bytes())


def test_rename_of_a_parent_of_itself(profile: Profile, profiles: Path) -> None:
    """A broken profile that extends itself still does under its new name, or is unchanged."""
    profile("prod", 'extends = "prod"\n')
    called("rename", "prod", "main")

    assert 1 == len(names(profiles))


def test_rename_of_the_default(profile: Profile, config: Path) -> None:
    """A renamed default remains the default, in a stack too, and config.toml keeps its comments."""
    profile("base", "")
    profile("prod", TEXT)
    settings = config / "config.toml"
    settings.write_text('# mine\nquiet = true  # yes\ndefault = "base+prod"  # here\n')
    ran = called("rename", "prod", "main")

    assert (
        Ran(0, "", "renamed prod → main; default updated\n"),
        '# mine\nquiet = true  # yes\ndefault = "base+main"  # here\n',
        "base+main\n",
    ) == (ran, settings.read_text(), called("default").stdout)


def test_rename_with_directories(profile: Profile, home: Path) -> None:
    """An allowed directory file is updated and stays allowed; a denied, changed or unknown one is unchanged."""
    profile("base", "")
    profile("prod", TEXT)
    allowed = asking(home / "a", '# a\nprofile = ["base", "prod"]  # both\n')
    denied = asking(home / "b", 'profile = "prod"\n', allowed=False)
    trust.deny(str(denied))
    changed = asking(home / "c", 'profile = "prod"\n')
    changed.write_text('profile = "prod"\n# since\n')
    stranger = asking(home / "d", 'profile = "prod"\n', allowed=False)
    other = asking(home / "e", 'profile = "base"\n')
    ran = called("rename", "prod", "main")

    assert (
        '# a\nprofile = ["base", "main"]  # both\n',
        ['profile = "prod"\n', 'profile = "prod"\n# since\n', 'profile = "prod"\n', 'profile = "base"\n'],
        {
            "~/a/.vxenv.toml": "allowed",
            "~/b/.vxenv.toml": "denied",
            "~/c/.vxenv.toml": "stale",
            "~/e/.vxenv.toml": "allowed",
        },
        {
            "  ~/a/.vxenv.toml: updated",
            '  ~/b/.vxenv.toml: still selects "prod" (not allowed)',
            '  ~/c/.vxenv.toml: still selects "prod" (not allowed)',
        },
    ) == (
        allowed.read_text(),
        [path.read_text() for path in (denied, changed, stranger, other)],
        verdicts() | {"~/c/.vxenv.toml": "stale"},
        set(ran.stderr.splitlines()[1:]),
    )


def test_rename_with_directories_undone(profile: Profile, home: Path) -> None:
    """Undo restores the directory file, allowed as before; redo repeats the change."""
    profile("prod", TEXT)
    file = asking(home / "a", 'profile = "prod"\n')
    before = tree(home)
    called("rename", "prod", "main")
    seen = [(called("undo", *words).code, file.read_text(), verdicts()) for words in ([], ["--redo"], [])]

    assert [(0, f'profile = "{name}"\n', {"~/a/.vxenv.toml": "allowed"}) for name in ("prod", "main", "prod")] == seen
    assert {path: data for path, data in before.items() if "history" not in path} == {
        path: data for path, data in tree(home).items() if "history" not in path
    }


def test_rename_keeping_directories(profile: Profile, home: Path) -> None:
    """--keep-directories lists directory files without changing them."""
    profile("prod", TEXT)
    file = asking(home / "a", 'profile = "prod"\n')
    ran = called("rename", "prod", "main", "--keep-directories")

    assert (Ran(0, "", 'renamed prod → main\n  ~/a/.vxenv.toml: still selects "prod"\n'), 'profile = "prod"\n') == (
        ran,
        file.read_text(),
    )


def test_rename_with_a_directory_that_is_read_only(
    profile: Profile, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A read-only directory file is listed, and the rest is updated."""
    profile("prod", TEXT)
    file = asking(home / "a", 'profile = "prod"\n')
    access = os.access
    # Operations that root, who may run this, can do anyway.
    monkeypatch.setattr(os, "access", lambda path, mode: str(path) != str(file.parent) and access(path, mode))

    assert Ran(0, "", 'renamed prod → main\n  ~/a/.vxenv.toml: still selects "prod" (not writable)\n') == called(
        "rename", "prod", "main"
    )


def test_rename_under_a_trusted_tree(profile: Profile, config: Path, work: Path) -> None:
    """The file of the working directory, trusted by allow_prefixes without a record, is at least named."""
    profile("prod", TEXT)
    (config / "config.toml").write_text(f'allow_prefixes = ["{work}"]\n')
    asking(work, 'profile = "prod"\n', allowed=False)

    assert '~/code/.vxenv.toml: still selects "prod"' in called("rename", "prod", "main").stderr


def test_rename_of_what_is_active(profile: Profile) -> None:
    """Without the hook, the command to continue in this shell is printed."""
    profile("base", "")
    profile("prod", TEXT)
    ran = called("rename", "prod", "main", env={"VXENV_PROFILE": "base+prod", "VXENV_REASON": "use"})

    assert (0, "", ['warning: this shell is pinned to "prod"', "hint: vxenv use base+main"]) == (
        *ran[:2],
        ran.stderr.splitlines()[-2:],
    )


def test_rename_by_case(profile: Profile, profiles: Path) -> None:
    """A name in another case is a different name, if the file system distinguishes case."""
    profile("prod", TEXT)

    assert (0, ["Prod"]) == (called("rename", "prod", "Prod").code, names(profiles))


# --- remove


def test_remove(profile: Profile, profiles: Path, home: Path) -> None:
    """A removed profile is deleted, and undo restores it."""
    profile("prod", TEXT).chmod(0o640)
    profile("eu", "")
    before = {path: data for path, data in tree(home).items() if "history" not in path}
    ran = called("remove", "prod")

    assert (Ran(0, "", "removed: prod  (undo: vxenv undo)\n"), ["eu"]) == (ran, names(profiles))
    assert (0, before) == (
        called("undo").code,
        {path: data for path, data in tree(home).items() if "history" not in path},
    )


def test_remove_many(profile: Profile, profiles: Path) -> None:
    """Patterns and names can be combined, each profile is removed once; one undo restores all."""
    for name in ("prod-1", "prod-2", "eu", "us"):
        profile(name, "")
    ran = called("remove", "--yes", "prod-*", "eu", "prod-1")

    assert (Ran(0, "", "removed: prod-1, prod-2, eu  (undo: vxenv undo)\n"), ["us"]) == (ran, names(profiles))
    assert (0, ["eu", "prod-1", "prod-2", "us"]) == (called("undo").code, names(profiles))


def test_remove_a_family(profile: Profile, profiles: Path) -> None:
    """A profile that extends a removed one can be removed with it."""
    profile("prod", "")
    profile("child", 'extends = "prod"\n')

    assert (0, []) == (called("remove", "--yes", "prod", "child").code, names(profiles))


@pytest.mark.parametrize("use", ["extends", "default", "directory", "active"])
def test_remove_what_is_in_use(use: str, profile: Profile, config: Path, home: Path) -> None:
    """A referenced profile is removed only with --force, which names the references."""
    profile("prod", TEXT)
    profile("base", "")
    env = {"VXENV_PROFILE": "base+prod"} if use == "active" else {}
    said = {
        "extends": '"child" extends "prod"',
        "default": '"prod" is the default',
        "directory": '~/a/.vxenv.toml selects "prod"',
        "active": '"prod" is active in this shell',
    }[use]
    if use == "extends":
        profile("child", 'extends = ["base", "prod"]\n')
    elif use == "default":
        (config / "config.toml").write_text('default = "base+prod"\n')
    elif use == "directory":
        asking(home / "a", 'profile = "prod"\n')

    assert said in refused(home, 3, "remove", "prod", env=env)
    assert said in refused(home, 3, "remove", "*od", env=env)
    ran = called("remove", "prod", "--force", env=env)
    assert (0, "", True, False) == (*ran[:2], said in ran.stderr, (config / "profiles/prod.toml").exists())


def test_remove_hint_works(profile: Profile, profiles: Path) -> None:
    """The command in the hint removes the profile."""
    profile("prod", TEXT)
    profile("child", 'extends = "prod"\n')
    hint = called("remove", "pro*").stderr.partition("hint: vxenv ")[2].partition(",")[0]

    assert (True, True) == ("'pro*'" in hint or "prod" in hint, hint.startswith("remove --force"))
    assert (0, ["child"]) == (called("remove", "--force", "pro*").code, names(profiles))


def test_remove_what_only_strangers_ask_for(profile: Profile, home: Path) -> None:
    """A directory file that is not allowed does not prevent removal."""
    profile("prod", TEXT)
    asking(home / "a", 'profile = "prod"\n', allowed=False)
    trust.deny(str(home / "a/.vxenv.toml"))

    assert 0 == called("remove", "prod").code


@pytest.mark.parametrize("text", ["not toml", b"\xff\n", 'extends = "gone"\n'])
def test_remove_what_is_broken(text: str | bytes, profile: Profile, profiles: Path) -> None:
    """A broken profile can be removed."""
    profile("prod", text)

    assert (0, []) == (called("remove", "prod").code, names(profiles))


def test_remove_of_a_link(profile: Profile, profiles: Path, home: Path) -> None:
    """Removing a link keeps its target."""
    old = profile("prod", TEXT)
    old.rename(home / "real.toml")
    old.symlink_to(home / "real.toml")

    assert (0, [], True) == (called("remove", "prod").code, names(profiles), (home / "real.toml").exists())
    assert (0, True) == (called("undo").code, old.is_symlink())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nope"], "nope"),
        (["prd"], 'did you mean "prod"'),
        (["x*"], "x*"),
        ([], "NAME"),
        (["prod", "nope"], "nope"),
        (["../prod"], "../prod"),
    ],
)
def test_remove_refused(words: list[str], said: str, profile: Profile, home: Path) -> None:
    """A missing name is rejected, and no other profile is removed."""
    profile("prod", TEXT)

    assert said in refused(home, 2, "remove", *words)


@pytest.mark.parametrize(
    ("word", "command"),
    [
        ("delete", "remove"),
        ("move", "rename"),
        ("new", "add"),
        ("create", "add"),
        ("cat", "show"),
    ],
)
def test_words_of_other_programs(word: str, command: str, home: Path) -> None:
    """Other programs' words for a command suggest its name here, and never another command."""
    assert f"hint: vxenv {command} prod\n" in refused(home, 2, word, "prod")


def test_rename_to_a_longer_name(profile: Profile, work: Path) -> None:
    """An updated directory file is not reported as outdated if the new name begins with the old one."""
    profile("old", TEXT)
    called("local", "old")
    ran = called("rename", "old", "older")

    assert (0, "renamed old → older\n  ~/code/.vxenv.toml: updated\n", 'profile = "older"\n') == (
        ran.code,
        ran.stderr,
        (work / ".vxenv.toml").read_text(),
    )
