"""Tests of the parts of doctor: rc files, Google credentials, PATH, proxies and directories."""

import json
import os
from pathlib import Path

import pytest

from vxenv.catalogue.clients import Version, load_clients
from vxenv.checks.doctor.client import check_version
from vxenv.checks.doctor.completion import check_completion
from vxenv.checks.doctor.config import Folders, check_folders
from vxenv.checks.doctor.programs import find_programs, is_script_of
from vxenv.checks.doctor.proxies import check_proxies
from vxenv.checks.doctor.rc import find_load_line
from vxenv.checks.doctor.repair import Origins
from vxenv.claude.settings import ClaudeSettings
from vxenv.google.credentials import Credentials, find_claude_file, find_python_file, is_on_google, read_credentials

NOBODY = Origins(None, ClaudeSettings((), ()), {})


@pytest.mark.parametrize(
    ("shell", "place", "line"),
    [
        ("bash", ".bashrc", 'eval "$(vxenv init bash)"'),
        ("bash", ".bash_profile", "  command -v vxenv >/dev/null && eval \"$('/opt/it s/vxenv' init bash)\""),
        ("zsh", ".zshrc", 'eval "$(vxenv init zsh)"'),
        ("pwsh", ".config/powershell/profile.ps1", "Invoke-Expression (& vxenv init pwsh | Out-String)"),
        ("xonsh", ".config/xonsh/rc.xsh", "exec($(vxenv init xonsh))"),
        ("xonsh", ".xonshrc", "execx($(/opt/vxenv init xonsh))"),
        ("fish", ".config/fish/config.fish", "vxenv init fish | source"),
        ("fish", ".config/fish/conf.d/vxenv.fish", "status is-interactive; and vxenv init fish | source"),
    ],
)
def test_an_evaluated_hook_is_seen(home: Path, shell: str, place: str, line: str) -> None:
    """A line that runs `vxenv init` is found, whatever surrounds it."""
    path = home / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"# first\n{line}\n")

    assert (str(path), 2, "", "", "") == find_load_line(shell, {"HOME": str(home)})


@pytest.mark.parametrize(
    "line",
    [
        "source ~/vx/it's",
        '. "$HOME/vx/hook"',
        "[ -r ~/vx/hook ] && . ~/vx/hook",
        "if [ -f x ]; then . ${HOME}/vx/hook; fi",
        'source "${XDG_CONFIG_HOME:-$HOME}/vx/hook"',
        "source ${NOWHERE:-~/vx}/hook # mine",
        ". '/'\"$HOME\"/vx/h\\ook",
    ],
)
def test_a_sourced_hook_is_seen(home: Path, line: str) -> None:
    """A line that sources the hook is found with the hook's version, however the path is written."""
    file = home / "vx" / ("it's" if "it's" in line else "hook")
    file.parent.mkdir()
    file.write_text("__vxenv_python='/p'\n__vxenv_version='1.2.3'\n")
    (home / ".bashrc").write_text(line.replace("it's", "it\\'s") + "\n")
    found = find_load_line("bash", {"HOME": str(home)})

    assert (True, "1.2.3") == (found is not None and os.path.samefile(found.file, file), found and found.version)


@pytest.mark.parametrize(
    "line", ['# eval "$(vxenv init bash)"', "vxenv init bash > ~/vx", "vxenv init zsh", "source ~/.aliases", ". $(x)"]
)
def test_other_lines_load_no_hook(home: Path, line: str) -> None:
    """Comments, lines that write the file, lines for other shells and other files are ignored."""
    (home / ".bashrc").write_text(line + "\n")

    assert None is find_load_line("bash", {"HOME": str(home)})


def test_programs_on_the_path(home: Path) -> None:
    """Duplicates and files that cannot be executed are omitted; the order is that of PATH."""
    for name in ("a", "b", "c"):
        (home / name).mkdir()
    for name in ("a", "b"):
        (home / name / "it").write_text("#!/opt/vxenv/bin/python\n")
        (home / name / "it").chmod(0o755)
    (home / "c" / "it").symlink_to(home / "a" / "it")
    (home / "d").mkdir()
    (home / "d" / "it").write_text("")
    path = os.pathsep.join(str(home / name) for name in ("d", "c", "b", "a", "nowhere", ""))
    found = find_programs("it", path)

    assert [str(home / "c" / "it"), str(home / "b" / "it")] == found
    assert [True, False] == [
        is_script_of(found[0], python) for python in ("/opt/vxenv/bin/python3", "/opt/other/python3")
    ]


def test_who_takes_which_credentials(home: Path) -> None:
    """CLOUDSDK_CONFIG applies to google-auth only; GOOGLE_APPLICATION_CREDENTIALS applies to Claude Code, too."""
    usual = str(home / ".config/gcloud/application_default_credentials.json")
    base = {"HOME": str(home)}
    moved, named = base | {"CLOUDSDK_CONFIG": "/g"}, base | {"GOOGLE_APPLICATION_CREDENTIALS": "/k"}

    assert [usual, usual, "/k", usual] == [
        find_claude_file(one) for one in (base, moved, named, base | {"GOOGLE_APPLICATION_CREDENTIALS": ""})
    ]
    assert [usual, "/g/application_default_credentials.json", "/k"] == [
        find_python_file(one) for one in (base, moved, named)
    ]


KINDS: dict[str, dict[str, object]] = {
    "authorized_user": {"client_id": "i", "client_secret": "s", "refresh_token": "t", "account": "me@x.example"},
    "service_account": {"client_email": "me@x.example", "private_key": "k", "token_uri": "u", "project_id": "acme"},
    "external_account": {
        "audience": "a",
        "subject_token_type": "t",
        "token_url": "u",
        "credential_source": {"file": "/token"},
        "service_account_impersonation_url": "https://x.example/v1/serviceAccounts/me@x.example:generateAccessToken",
    },
    "impersonated_service_account": {
        "service_account_impersonation_url": "https://x.example/v1/serviceAccounts/me@x.example:generateAccessToken",
        "source_credentials": {"type": "authorized_user"},
    },
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_file_of_credentials_says(home: Path, kind: str) -> None:
    """The account is read from each kind of file, and no secret is kept."""
    path = home / "key.json"
    path.write_text(json.dumps({"type": kind, **KINDS[kind]}))
    path.chmod(0o600)
    project = "acme" if kind == "service_account" else ""
    token = "/token" if kind == "external_account" else ""

    assert Credentials(str(path), "", kind, "me@x.example", project, "", token, open_to_others=False) == (
        read_credentials(str(path))
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_field_that_is_missing(home: Path, kind: str) -> None:
    """Each missing required field is named."""
    path = home / "key.json"
    needed = [name for name in KINDS[kind] if name not in ("account", "project_id")]
    if kind == "external_account":
        needed.remove("service_account_impersonation_url")
    for name in needed:
        path.write_text(json.dumps({"type": kind, **{key: one for key, one in KINDS[kind].items() if key != name}}))
        assert f"lacks {name}" == read_credentials(str(path)).trouble


def test_what_is_no_credentials(home: Path) -> None:
    """Each invalid file has its own reason, and none blocks the reader."""
    for name, text in {
        "array": "[]",
        "list": '{"type": 1}',
        "deep": "[" * 100_000,
        "client": '{"installed": {}}',
    }.items():
        (home / name).write_text(text)
    (home / "folder").mkdir()
    (home / "loop").symlink_to(home / "loop")
    os.mkfifo(home / "fifo")
    names = ("array", "list", "deep", "client", "folder", "loop", "fifo", "gone")

    assert [
        "is not a JSON object",
        "has no type",
        "is not valid JSON",
        "is an OAuth client ID, not credentials",
        "is a directory",
        "cannot be read: Too many levels of symbolic links",
        "is not a regular file",
        "does not exist",
    ] == [read_credentials(str(home / name)).trouble for name in names]


def test_machines_of_google(home: Path) -> None:
    """A Google Cloud machine is detected by its product name; variables override that."""
    product = home / "product_name"
    product.write_text("Google Compute Engine\n")
    here, nowhere = str(product), str(home / "none")

    assert [True, False, True, False] == [
        is_on_google({}, here),
        is_on_google({}, nowhere),
        is_on_google({"GCE_METADATA_HOST": "m"}, nowhere),
        is_on_google({"METADATA_SERVER_DETECTION": "none"}, here),
    ]


@pytest.mark.parametrize(
    ("value", "state"),
    [
        ("http://proxy:3128", "ok"),
        ("https://me:s3cret@proxy", "ok"),
        ("HTTP://proxy:3128/", "ok"),
        ("http://proxy:3128/path", "warning"),
        ("proxy:3128", "warning"),
        ("http://", "warning"),
        ("http://proxy:port", "warning"),
        ("http://[::1", "warning"),
        ("socks5h://proxy", "failed"),
    ],
)
def test_shapes_of_proxies(value: str, state: str) -> None:
    """A proxy must be an http:// or https:// address without a path; its password is not shown."""
    found = list(check_proxies({"HTTPS_PROXY": value}, NOBODY))

    assert ([state], False) == ([one.state for one in found], "s3cret" in str(found))


@pytest.mark.parametrize(
    ("value", "passed_by"),
    [
        ("*", True),
        (".googleapis.com", True),
        ("localhost, googleapis.com:443", True),
        ("*.aiplatform.googleapis.com", True),
        ("localhost 127.0.0.1", False),
        ("oauth2.googleapis.com,apis.com", False),
    ],
)
def test_hosts_that_take_no_proxy(value: str, passed_by: bool) -> None:
    """NO_PROXY that covers Vertex is a note."""
    found = check_proxies({"HTTPS_PROXY": "http://proxy", "NO_PROXY": value}, NOBODY)

    assert passed_by == any(one.name == "no-proxy" for one in found)


def test_directories_of_somebody_else(home: Path) -> None:
    """A directory owned by another user gets a hint that changes its owner; root may own directories."""
    folders = Folders(str(home / "config"), str(home / "state"), str(home / "cache"))
    for folder in folders:
        os.mkdir(folder, 0o700)
    me = os.stat(home).st_uid
    found = [check_folders(folders, ["p"], user=user) for user in (me, me + 1, 0)]
    hints = [[one.hint for one in checks if one.name == "modes"] for checks in found]

    assert [[""], [f"sudo chown -R {me + 1} ~/{name}" for name in ("config", "state", "cache")], [""]] == hints


def test_a_file_in_the_place_of_a_directory(home: Path) -> None:
    """A file in the place of a directory is a failure, with a hint that moves it."""
    (home / "state").write_text("")
    folders = Folders(str(home / "config"), str(home / "state"), str(home / "cache"))
    found = [(one.state, one.what, one.hint) for one in check_folders(folders, ["p"]) if one.name == "modes"]

    assert [("failed", "~/state is not a directory", "mv ~/state ~/state.bak")] == found


def test_reasons_for_a_newer_client() -> None:
    """An outdated Claude Code is a warning with an improvement of newer ones; an unknown newer one is a note."""
    known = load_clients()
    newer = known.newest._replace(patch=known.newest.patch + 1)
    states = [
        check_version(version, "/bin/claude", known).state
        for version in (Version(1, 0, 100), known.reasons[-1].version, known.newest, newer, None)
    ]

    assert ["warning", "ok", "ok", "note", "note"] == states


@pytest.mark.parametrize(
    ("shell", "place"),
    [
        ("bash", "own"),
        ("bash", ".local/share/bash-completion/completions/vxenv"),
        ("zsh", "data/zsh/site-functions/_vxenv"),
        ("fish", ".local/share/fish/vendor_completions.d/vxenv.fish"),
        ("fish", ".config/fish/completions/vxenv.fish"),
        ("bash", ".bashrc"),
    ],
)
def test_completions(shell: str, place: str, tmp_path: Path) -> None:
    """Completions are found in the shell's directories or in a line that loads them; else the hint is setup."""
    env = {"HOME": str(tmp_path), "XDG_DATA_DIRS": str(tmp_path / "data")}
    missing = check_completion(shell, str(tmp_path / "own"), env)
    path = tmp_path / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('# mine\neval "$(vxenv completions bash)"\n' if place == ".bashrc" else "")
    found = check_completion(shell, str(tmp_path / "own"), env)

    assert ("note", f"vxenv setup --shell {shell}", "ok", True) == (
        missing.state,
        missing.hint,
        found.state,
        found.what.endswith(place),
    )


def test_directories_whose_files_are_not_used(home: Path) -> None:
    """Directories of trust records and plans that are symlinks or owned by another user are reported."""
    folders = Folders(str(home / "config"), str(home / "state"), str(home / "cache"))
    (home / "elsewhere/bash").mkdir(parents=True)
    (home / "state").mkdir(mode=0o700)
    (home / "cache").mkdir(mode=0o700)
    (home / "state/allow").symlink_to(home / "elsewhere")
    (home / "cache/plans").symlink_to(home / "elsewhere")
    me = os.stat(home).st_uid
    found = [
        [(one.what, one.hint) for one in check_folders(folders, ["p"], user=user) if one.name == "trust"]
        for user in (me, me + 1)
    ]

    links = [
        ("ignoring files in ~/state/allow: it is a symlink", "ls -ld ~/state/allow"),
        ("ignoring files in ~/cache/plans: it is a symlink", "ls -ld ~/cache/plans"),
    ]
    assert links == found[0]
    what = "ignoring files in ~/cache/plans/bash: it is owned by another user"
    assert (what, "ls -ld ~/cache/plans/bash") in found[1]
