"""Test forged plans, trust and captures by another user, or by an environment that moves vxenv's directories."""

import os
import re
import stat
from collections.abc import Callable

import pytest

from shells import conftest
from shells.drivers import BASHES, ELVISH, FISH, KSH, MKSH, NUSHELL, SHELLS, TCSH, XONSH, ZSH, Shell
from shells.harness import Session
from shells.home import Home
from vxenv.activation import trust
from vxenv.setup.hook_text import render_hook
from vxenv.setup.seal import find_seal

pytestmark = pytest.mark.long

home, shell = conftest.home, conftest.shell

LOCATION = "CLOUD_ML_REGION"
SOMEBODY = 12345
OPEN, CHECKOUT = 0o777, 0o755
# Code that each shell evaluates.
EVIL = {"elvish": "touch {}\n", "fish": "touch {}\n"}


@pytest.fixture
def project(home: Home) -> str:
    """Provide a directory that selects `eu`; its value is in the plan and in none of its input files."""
    home.location("eu", "europe\\u002dwest1")
    return home.directory("p", 'profile = "eu"\n')


@pytest.fixture
def given_away() -> None:
    """Skip the test if files cannot be given to another user."""
    if os.geteuid() != 0:
        pytest.skip("only root can give a file away")


def folder(home: Home, shell: Shell) -> str:
    """Return the directory of the plans for a kind of shell."""
    return os.path.join(home.cache, "plans", shell.kind)


def secret(home: Home) -> bytes:
    """Return the secret of a home."""
    with home.entered():
        return find_seal().encode()


def read(path: str) -> bytes:
    """Return the content of a file."""
    with open(path, "rb") as file:
        return file.read()


def without_secret(text: bytes, found: bytes) -> bytes:
    """Return a plan with a guessed secret."""
    return text.replace(found, b"0" * len(found))


def without_line(text: bytes, found: bytes) -> bytes:  # noqa: ARG001 - what all forgeries take
    """Return a plan without its first line, as plans were before there was a secret."""
    return text.partition(b"\n")[2]


def with_empty_secret(text: bytes, found: bytes) -> bytes:
    """Return a plan with no secret in its first line."""
    return text.replace(found, b"")


def with_code_in_front(text: bytes, found: bytes) -> bytes:  # noqa: ARG001 - as above
    """Return a plan that runs a program before its first line."""
    return b"touch ~/evil\n" + text


FORGERIES = [without_secret, without_line, with_empty_secret, with_code_in_front]


def plant(home: Home, shell: Shell, forge: Callable[[bytes, bytes], bytes]) -> None:
    """Replace all plans on disk by forged ones, which set another value and run a program if evaluated."""
    evil = home.path("evil")
    for plan in home.plans(shell.kind):
        text = read(plan).replace(b"europe-west1", b"elsewhere")
        line, newline, body = text.partition(b"\n")
        code = EVIL.get(shell.kind, "{{ touch {}; }}\n").format(shell.quote(evil)).encode()
        with open(plan, "wb") as file:
            file.write(forge(line + newline + (b"" if shell in (NUSHELL, XONSH, TCSH) else code) + body, secret(home)))


def check(home: Home, shell: Shell, project: str, *, times: int = 0, message: str = "", **given: str) -> None:
    """Check that the profile applies, nothing was run, and `message` was printed `times` times."""
    result = Session(shell, home).cd(project).show("in").cd("..").cd(project).cd("..").show("out").run(given)
    assert ["europe-west1"] == result.get("in", LOCATION)
    assert [None] == result.get("out", LOCATION)
    assert not os.path.exists(home.path("evil"))
    if message:
        assert times == result.stderr.count(message)


@pytest.mark.parametrize("forge", FORGERIES, ids=lambda forge: forge.__name__)
def test_plans_without_the_secret(
    shell: Shell, home: Home, project: str, forge: Callable[[bytes, bytes], bytes]
) -> None:
    """A plan with the right place, owner and name is used only with the secret, and is otherwise not evaluated."""
    Session(shell, home).cd(project).cd("..").run()
    plant(home, shell, forge)
    check(home, shell, project)


@pytest.mark.parametrize("shell", [one for one in SHELLS if one.plans], indirect=True, ids=repr)
def test_the_same_plan_counts(shell: Shell, home: Home, project: str) -> None:
    """The planted plans are used with the secret, which validates the other tests."""
    Session(shell, home).cd(project).cd("..").run()
    for plan in home.plans(shell.kind):
        text = read(plan).replace(b"europe-west1", b"elsewhere")
        with open(plan, "wb") as file:
            file.write(text)
    result = Session(shell, home).cd(project).show("in").run()
    assert ["elsewhere"] == result.get("in", LOCATION)


@pytest.mark.parametrize("level", ["", "plans", "plans/SHELL"])
def test_symlinked_directories(shell: Shell, home: Home, project: str, level: str) -> None:
    """Plans behind a symlink are neither used, even with the secret, nor written; that is reported once."""
    Session(shell, home).cd(project).cd("..").run()
    for plan in home.plans(shell.kind):
        with open(plan, "r+b") as file:
            file.write(file.read().replace(b"europe-west1", b"elsewhere"))
    link = os.path.normpath(os.path.join(home.cache, level.replace("SHELL", shell.kind)))
    target = home.path("target")
    os.rename(link, target)
    os.symlink(target, link)
    os.chmod(target, CHECKOUT)
    before = everything(target)
    times = 1 if shell.plans else 0
    check(home, shell, project, times=times, message=f"vxenv: ignoring plans in {link}: it is a symlink")
    assert before == everything(target)


def everything(root: str) -> dict[str, tuple[int, bytes]]:
    """Return the modes and bytes of all files below `root`."""
    found = {}
    for place, folders, names in os.walk(root):
        for path in [place, *(os.path.join(place, one) for one in folders + names)]:
            found[path] = (os.stat(path).st_mode, read(path) if os.path.isfile(path) else b"")
    return found


@pytest.mark.usefixtures("given_away")
@pytest.mark.parametrize("shell", [*BASHES, ZSH, FISH, KSH, MKSH, XONSH, TCSH], indirect=True, ids=repr)
@pytest.mark.parametrize("level", ["", "plans", "plans/SHELL"])
def test_directories_of_another_user(shell: Shell, home: Home, project: str, level: str) -> None:
    """Plans in another user's directory are not used, even with the secret; that is reported once."""
    Session(shell, home).cd(project).cd("..").run()
    for plan in home.plans(shell.kind):
        text = read(plan)
        with open(plan, "wb") as file:
            file.write(text.replace(b"europe-west1", b"elsewhere"))
    theirs = os.path.normpath(os.path.join(home.cache, level.replace("SHELL", shell.kind)))
    os.chown(theirs, SOMEBODY, SOMEBODY)
    os.chmod(theirs, OPEN)
    check(home, shell, project, times=1 if shell.plans else 0, message=f"vxenv: ignoring plans in {theirs}: it is ")
    assert (SOMEBODY, 0o777) == (os.stat(theirs).st_uid, stat.S_IMODE(os.stat(theirs).st_mode))


@pytest.mark.usefixtures("given_away")
@pytest.mark.parametrize("shell", [ELVISH, NUSHELL], indirect=True, ids=repr)
def test_python_keeps_nothing_in_directories_of_another_user(shell: Shell, home: Home, project: str) -> None:
    """Python checks a directory's owner if the shell cannot, and writes no plan with the secret there."""
    os.makedirs(folder(home, shell))
    os.chown(folder(home, shell), SOMEBODY, SOMEBODY)
    check(home, shell, project)
    assert [] == os.listdir(folder(home, shell))


def test_others_rights_are_taken_away(shell: Shell, home: Home, project: str) -> None:
    """The user's directories that others can write are made private by Python."""
    folders = [home.cache, os.path.join(home.cache, "plans"), folder(home, shell)]
    os.makedirs(folders[-1])
    for one in folders:
        os.chmod(one, OPEN)
    Session(shell, home).cd(project).cd("..").run()
    assert [0o700] * 3 == [stat.S_IMODE(os.stat(one).st_mode) for one in folders]


@pytest.mark.parametrize("forge", FORGERIES, ids=lambda forge: forge.__name__)
def test_cache_in_a_repository(shell: Shell, home: Home, project: str, forge: Callable[[bytes, bytes], bytes]) -> None:
    """Plans in a checkout of the user, 0755, named by VXENV_CACHE_DIR, are not used."""
    Session(shell, home).cd(project).cd("..").run()
    plant(home, shell, forge)
    cache = home.path("repository", "cache")
    os.makedirs(os.path.dirname(cache))
    os.rename(home.cache, cache)
    for place, _, _ in os.walk(cache):
        os.chmod(place, CHECKOUT)
    check(home, shell, project, VXENV_CACHE_DIR=cache)


@pytest.mark.parametrize("cache", ["/proc/self", "/proc/self/cwd", "/proc/self/fd", "/dev/fd"])
def test_cache_in_proc(shell: Shell, home: Home, project: str, cache: str) -> None:
    """Files in a virtual file system named by VXENV_CACHE_DIR are not used as plans, even if owned by the user."""
    check(home, shell, project, VXENV_CACHE_DIR=cache)


def test_symlinks_where_plans_are_written(shell: Shell, home: Home, project: str) -> None:
    """A symlink in place of a plan is replaced, not followed; no file of the user is lost."""
    Session(shell, home).cd(project).cd("..").run()
    precious = home.write("precious", "precious")
    for plan in home.plans(shell.kind):
        os.unlink(plan)
        os.symlink(precious, plan)
    check(home, shell, project)
    assert b"precious" == read(precious)


@pytest.mark.parametrize("before", ["", "__vxenv_seal"])
def test_the_secret_stays_in_the_shell(shell: Shell, home: Home, project: str, before: str) -> None:
    """No program of the shell gets the secret, even if the environment had a variable of that name."""
    session = Session(shell, home).show("first").cd(project).show("in").vxenv("use", "eu").show("used")
    result = session.run({before: "x"} if before else {})
    assert ["europe-west1"] == result.get("used", LOCATION)
    for label in ("first", "in", "used"):
        assert [] == [name for name, value in result.env(label).items() if secret(home).decode() in value]


def test_the_secret_is_kept_private(home: Home) -> None:
    """The secret is private and constant, and is replaced if others could have read or created it."""
    place = os.path.join(home.state, "shell", "seal")
    first = secret(home)
    assert (first, 0o600) == (secret(home), stat.S_IMODE(os.stat(place).st_mode))
    os.chmod(place, 0o644)
    second = secret(home)
    os.unlink(place)
    os.symlink(home.write("planted", b"0" * 32), place)
    third = secret(home)
    assert 4 == len({first, second, third, b"0" * 32})
    assert b"0" * 32 == read(home.path("planted"))


@pytest.mark.parametrize("shell", BASHES, indirect=True, ids=repr)
@pytest.mark.parametrize("captured", ["symlink", "file", "open"])
def test_captures(shell: Shell, home: Home, project: str, captured: str) -> None:
    """Output of builtins is captured in a new file by bash, and existing files are kept."""
    place = os.path.join(folder(home, shell), "captured")
    os.makedirs(folder(home, shell), mode=0o700)
    target = home.path("target")
    os.makedirs(target)
    if captured == "symlink":
        os.symlink(target, place)
    elif captured == "file":
        home.write(os.path.relpath(place, home.root), "")
    else:
        os.makedirs(place)
        os.chmod(place, OPEN)
    session = Session(shell, home, before='cd() { builtin cd "$@" && : mine; }')
    # On one line, because otherwise the prompt switches.
    result = session.line(shell.both(shell.cd(project), session.shower("in"))).cd("..").show("out").run()
    assert (["europe-west1"], [None]) == (result.get("in", LOCATION), result.get("out", LOCATION))
    assert [] == os.listdir(target)
    if captured == "open":
        assert [] == [name for name in os.listdir(place) if not re.fullmatch(r"[0-9]+-[0-9]+", name)]


@pytest.mark.parametrize("shell", BASHES, indirect=True, ids=repr)
def test_captured_text_is_never_evaluated(shell: Shell, home: Home) -> None:
    """Code in the files that bash captures into is not run."""
    hook = home.hook(shell.kind)
    text = read(hook).decode()
    evil = "cd () { touch ~/evil; }"
    swapped = "    printf '%s' " + shell.quote(evil) + ' >|"$__vxenv_capture_file"\n    IFS'
    needle = "    IFS='' read -r -d '' __vxenv_text <\"$__vxenv_capture_file\" || :"
    assert 1 == text.count(needle)
    home.write("hook.bash", text.replace(needle, swapped + needle.removeprefix("    IFS")))
    home.location("eu", "eu")
    home.settings('default = "eu"\n')
    session = Session(shell, home, before='cd() { builtin cd "$@"; }').cd("/").cd(home.root)
    session.lines[1] = shell.source(home.path("hook.bash"))
    session.show("end").run()
    assert not os.path.exists(home.path("evil"))


def allowed(home: Home, project: str) -> bool:
    """Return whether the directory file of `project` is allowed."""
    file = os.path.join(project, ".vxenv.toml")
    data = read(file)
    with home.entered():
        content = trust.render_record(file, data, reviewed=True)
        return trust.is_recorded(trust.name_allow_record(file, data, reviewed=True), content)


def record(home: Home, project: str) -> str:
    """Return the path of the record that allows the directory file of `project`."""
    file = os.path.join(project, ".vxenv.toml")
    with home.entered():
        return trust.name_allow_record(file, read(file), reviewed=True)


@pytest.mark.usefixtures("given_away")
def test_a_record_of_another_user(home: Home, project: str) -> None:
    """A record that another user wrote into a writable state directory allows nothing."""
    place = record(home, project)
    text = read(place)
    os.unlink(place)
    os.chmod(home.state, OPEN)
    os.chmod(os.path.dirname(place), OPEN)
    assert not allowed(home, project)
    with open(place, "wb") as file:
        file.write(text)
    os.chown(place, SOMEBODY, SOMEBODY)
    assert not allowed(home, project)
    os.chown(place, 0, 0)
    assert allowed(home, project)
    assert [0o700, 0o700] == [stat.S_IMODE(os.stat(one).st_mode) for one in (home.state, os.path.dirname(place))]


@pytest.mark.parametrize("how", ["rename", "link", "symlink", "empty"])
def test_a_record_of_something_else(home: Home, project: str, how: str) -> None:
    """Another file of the user moved to a record's place allows nothing, because a record names its file."""
    other = home.directory("other", 'profile = "eu"\n# other\n')
    place = record(home, project)
    os.unlink(place)
    if how == "rename":
        os.rename(record(home, other), place)
    elif how == "link":
        os.link(record(home, other), place)
    elif how == "symlink":
        os.symlink(record(home, other), place)
    else:
        home.write(os.path.relpath(place, home.root), "")
    assert not allowed(home, project)


@pytest.mark.usefixtures("given_away")
@pytest.mark.parametrize("shell", [*BASHES, ZSH, FISH, TCSH], indirect=True, ids=repr)
@pytest.mark.parametrize("level", ["", "allow"])
@pytest.mark.parametrize("how", ["symlink", "owner"])
def test_trust_in_a_directory_of_another_user(shell: Shell, home: Home, project: str, level: str, how: str) -> None:
    """Records behind a symlink, or in another user's directory, allow nothing, with a reason and a hint."""
    place = os.path.normpath(os.path.join(home.state, level))
    hook = home.hook(shell.kind)
    if how == "symlink":
        os.rename(place, home.path("target"))
        os.symlink(home.path("target"), place)
    else:
        os.chown(place, SOMEBODY, SOMEBODY)
    if shell is TCSH and not level:
        return  # its hook prints nothing from such a state directory, as the next test shows
    session = Session(shell, home, hook=False).line(shell.source(hook)).mark("in").cd(project).show("in").mark("end")
    result = session.run()
    assert [None] == result.get("in", LOCATION)
    what = "is a symlink" if how == "symlink" else "is owned by another user"
    assert f"vxenv: ~/p/.vxenv.toml is not allowed: ~{place.removeprefix(home.root)} {what}" in result.err("in")
    assert "hint: ls -ld" in result.err("in")


@pytest.mark.usefixtures("given_away")
@pytest.mark.parametrize("shell", [TCSH], indirect=True, ids=repr)
@pytest.mark.parametrize("how", ["symlink", "owner"])
@pytest.mark.parametrize("level", ["", "answers"])
def test_answers_for_tcsh(shell: Shell, home: Home, project: str, level: str, how: str) -> None:
    """Answers are neither sourced from nor written to a directory that is a symlink or owned by another user."""
    hook = home.hook(shell.kind)
    os.makedirs(os.path.join(home.state, "answers"), exist_ok=True)
    place = os.path.normpath(os.path.join(home.state, level))
    if how == "symlink":
        os.rename(place, home.path("target"))
        os.symlink(home.path("target"), place)
    else:
        os.chown(place, SOMEBODY, SOMEBODY)
        os.chmod(place, OPEN)
    evil = f"touch {shell.quote(home.path('evil'))}\n"
    line = f"printf %s {shell.quote(evil)} > {shell.quote(os.path.join(home.state, 'answers'))}/$$"
    session = Session(shell, home, hook=False).line(line).line(shell.source(hook)).line(line).cd(project).show("in")
    result = session.line(line).vxenv("use", "eu").show("used").run()
    assert ([None], [None]) == (result.get("in", LOCATION), result.get("used", LOCATION))
    assert not os.path.exists(home.path("evil"))


def test_every_hook_has_the_secret(home: Home) -> None:
    """Each hook's text contains the secret once."""
    with home.entered():
        counts = [render_hook(shell.kind).count(find_seal()) for shell in SHELLS]
    assert [1] * len(SHELLS) == counts
