"""Test the sources of add: imported and skipped values with reasons; nothing is run and no secret is copied."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from commandline import Ran, called, refused, tree

Profile = Callable[[str, str | bytes], Path]

SECRET = "sk-ant-s3cret-s3cret-s3cret"  # noqa: S105 - a made-up one


@pytest.fixture
def text(home: Path) -> Callable[[str], str]:
    """Return a function that reads a profile."""
    return lambda name: (home / f".config/vxenv/profiles/{name}.toml").read_text()


Text = Callable[[str], str]


def write(path: Path, text: str) -> str:
    """Write a file, and return its path as a string."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return str(path)


def skipped(ran: Ran) -> dict[str, list[str]]:
    """Return what was skipped: the reasons by variable."""
    _, _, rest = ran.stderr.partition("skipped:\n")
    found: dict[str, list[str]] = {}
    for line in rest.splitlines():
        if not line.startswith("  "):
            break
        name, _, why = line.strip().partition("  ")
        found.setdefault(name, []).append(why)
    return found


def everywhere(home: Path, ran: Ran) -> str:
    """Return all output and all text in the store, including the history."""
    return ran.stdout + ran.stderr + "".join(data.decode(errors="replace") for data, _ in tree(home).values())


def twice(*words: str) -> tuple[Ran, Ran]:
    """Run ``vxenv add`` twice."""
    return called("add", *words), called("add", *words)


# --- the environment


def test_environment(home: Path, text: Text) -> None:
    """Variables of Claude Code and Google in this shell are imported, as keys where possible."""
    env = {
        "CLAUDE_CODE_USE_VERTEX": "1",
        "ANTHROPIC_VERTEX_PROJECT_ID": "acme-env",
        "CLOUD_ML_REGION": "eu",
        "VERTEX_REGION_CLAUDE_HAIKU_4_5": "europe-west1",
        "VERTEX_REGION_CLAUDE_OPUS_99": "us-east5",
        "ANTHROPIC_MODEL": "opus[1m]",
        "DISABLE_PROMPT_CACHING": "1",
        "CLAUDE_CODE_MAX_OUTPUT_TOKENS": "64000",
        "GOOGLE_APPLICATION_CREDENTIALS": str(home / "keys/a.json"),
        "ANTHROPIC_LOG": "debug",
        "ANTHROPIC_DEFAULT_OPUS_MODEL": "",
        "EDITOR": "vim",
    }
    ran = called("add", "mine", "--from-env", env=env)

    assert (
        0,
        """\
[vertex]
project = "acme-env"  # ANTHROPIC_VERTEX_PROJECT_ID
region = "eu"         # CLOUD_ML_REGION

[regions]
claude-haiku-4-5 = "europe-west1"  # VERTEX_REGION_CLAUDE_HAIKU_4_5

[models]
main = "opus[1m]"  # ANTHROPIC_MODEL

[caching]
enabled = false  # DISABLE_PROMPT_CACHING

[tuning]
max_output_tokens = 64000  # CLAUDE_CODE_MAX_OUTPUT_TOKENS

[google]
credentials = "~/keys/a.json"  # GOOGLE_APPLICATION_CREDENTIALS

[env]
ANTHROPIC_LOG = "debug"
VERTEX_REGION_CLAUDE_OPUS_99 = "us-east5"
""",
    ) == (ran.code, text("mine"))
    assert (0, True) == (
        (again := called("add", "mine", "--from-env", env=env)).code,
        "already up to date" in again.stderr,
    )


def test_environment_gives_itself(home: Path) -> None:
    """A profile imported from the shell does not differ from it."""
    env = {"ANTHROPIC_VERTEX_PROJECT_ID": "acme-env", "CLOUD_ML_REGION": "eu", "CLAUDE_CODE_USE_VERTEX": "1"}
    called("add", "mine", "--from-env", env=env)

    assert Ran(0, "", "no differences\n") == called("diff", "@shell", "mine", env=env)
    assert home.exists()


def test_environment_of_a_subscription(text: Text) -> None:
    """A shell with Vertex off gives a profile with Vertex off."""
    called("add", "mine", "--from-env", env={"CLAUDE_CODE_USE_VERTEX": "0", "ANTHROPIC_MODEL": "opus"})

    assert "enabled = false" in text("mine")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ANTHROPIC_API_KEY", SECRET),
        ("ANTHROPIC_AUTH_TOKEN", SECRET),
        ("ANTHROPIC_CUSTOM_HEADERS", f"Authorization: Bearer {SECRET}"),
        ("ANTHROPIC_LOG", SECRET),
        ("ANTHROPIC_VERTEX_BASE_URL", f"https://me:{SECRET}@gateway.example/v1"),
        ("ANTHROPIC_MY_PASSWORD", SECRET),
    ],
)
def test_environment_without_secrets(name: str, value: str, home: Path) -> None:
    """A secret is named but not imported: it is in no output and in no file."""
    ran = called("add", "mine", "--from-env", env={"CLOUD_ML_REGION": "eu", name: value})

    assert (0, [name], False) == (
        ran.code,
        [one for one in skipped(ran) if one == name],
        SECRET in everywhere(home, ran),
    )


def test_environment_of_others() -> None:
    """Variables of other programs or other providers are named and skipped."""
    env = {"CLOUD_ML_REGION": "eu", "HTTPS_PROXY": "http://proxy:1", "CLAUDE_CODE_USE_BEDROCK": "1"}
    found = skipped(called("add", "mine", "--from-env", env=env))

    assert (True, True) == (
        "other programs" in found["HTTPS_PROXY"][0],
        "provider" in found["CLAUDE_CODE_USE_BEDROCK"][0],
    )


def test_hint_for_what_serves_others() -> None:
    """The message about a proxy names the profile in its command."""
    ran = called("add", "mine", "--from-env", env={"CLOUD_ML_REGION": "eu", "HTTPS_PROXY": "http://proxy:1"})

    assert "vxenv set mine network.https_proxy=" in ran.stderr


def test_environment_that_no_profile_can_hold() -> None:
    """A value that Vertex rejects is named with the reason, and the rest is imported."""
    ran = called("add", "mine", "--from-env", env={"CLOUD_ML_REGION": "Not One", "ANTHROPIC_MODEL": "opus"})

    assert (0, "invalid location" in skipped(ran)["CLOUD_ML_REGION"][0]) == (ran.code, True)


def test_environment_of_nothing(home: Path) -> None:
    """Without anything to import nothing is written."""
    refused(home, 2, "add", "mine", "--from-env", env={"EDITOR": "vim", "NODE_EXTRA_CA_CERTS": None})


def test_options_win(text: Text) -> None:
    """An option overrides an imported value, and the reported origin is correct."""
    ran = called("add", "mine", "--from-env", "--region", "us", "--description", "d", env={"CLOUD_ML_REGION": "eu"})

    assert (0, 'description = "d"\n\n[vertex]\nregion = "us"  # CLOUD_ML_REGION\n', ["  vertex.region  us"]) == (
        ran.code,
        text("mine"),
        [line for line in ran.stderr.splitlines() if "region" in line],
    )


def test_a_source_over_another_profile(profile: Profile, text: Text) -> None:
    """--from and a source can be combined: a copy of the profile, with the imported values."""
    profile("base", '# by hand\n[vertex]\nregion = "us" # now\nproject = "acme-prod"\n')
    ran = called("add", "mine", "--from", "base", "--from-env", env={"CLOUD_ML_REGION": "eu"})

    assert (0, '# by hand\n[vertex]\nregion = "eu" # now\nproject = "acme-prod"\n') == (ran.code, text("mine"))


# --- Claude Code's settings

SETTINGS = {
    "env": {
        "CLAUDE_CODE_USE_VERTEX": "1",
        "CLOUD_ML_REGION": "eu",
        "ANTHROPIC_VERTEX_PROJECT_ID": "acme-prod",
        "ANTHROPIC_API_KEY": SECRET,
        "FOO": "bar",
        "DISABLE_TELEMETRY": 1,
        "X": {"a": 1},
    },
    "model": "opus[1m]",
    "permissions": {"allow": []},
}
ADOPTED = """\
[vertex]
project = "acme-prod"  # ANTHROPIC_VERTEX_PROJECT_ID
region = "eu"          # CLOUD_ML_REGION

[models]
main = "opus[1m]"  # ANTHROPIC_MODEL

[env]
FOO = "bar"
DISABLE_TELEMETRY = "1"
"""


@pytest.mark.parametrize("place", ["default", "CLAUDE_CONFIG_DIR", "path", "tilde"])
def test_settings(place: str, home: Path, text: Text) -> None:
    """The env and model of a settings file are imported: the user's own, in either place, or a given one."""
    folder = {"default": ".claude", "tilde": "x", "path": "x"}.get(place, "elsewhere")
    file = write(home / folder / "settings.json", json.dumps(SETTINGS, indent=2))
    words = {"path": [file], "tilde": ["~/x/settings.json"]}.get(place, [])
    env = {"CLAUDE_CONFIG_DIR": str(home / folder)} if place == "CLAUDE_CONFIG_DIR" else {}
    ran = called("add", "mine", "--from-settings", *words, env=env)

    assert (0, ADOPTED, {"ANTHROPIC_API_KEY", "X"}, False, True) == (
        ran.code,
        text("mine"),
        set(skipped(ran)),
        SECRET in everywhere(home, ran),
        "CLOUD_ML_REGION" not in ran.stderr and f"(~/{folder}/settings.json:4)" in ran.stderr,
    )
    again = called("add", "mine", "--from-settings", *words, env=env)
    assert (0, "mine: already up to date", ADOPTED) == (again.code, again.stderr.splitlines()[0], text("mine"))


@pytest.mark.parametrize("bad", ["{", "[]", '{"env": 1}', "\xff", '{"env": {}}', "{}"])
def test_settings_refused(bad: str, home: Path) -> None:
    """A settings file that is broken or empty makes no profile."""
    (home / "s.json").write_bytes(bad.encode("latin-1"))
    code = 2 if bad in ("{}", '{"env": {}}') else 1

    assert "~/s.json" in refused(home, code, "add", "mine", "--from-settings", str(home / "s.json"))


@pytest.mark.parametrize("option", ["--from-settings", "--from-rc", "--from-dotenv"])
@pytest.mark.parametrize("place", ["gone", ".", "/dev/null"])
def test_no_such_file(option: str, place: str, home: Path, work: Path) -> None:
    """A missing or irregular file is named with a hint, and does not block."""
    said = refused(home, 2, "add", "mine", option, place)

    assert (True, False) == (place in said, "EDITOR" in said)
    os.mkfifo(work / "fifo")
    refused(home, 2, "add", "mine", option, "fifo")


def test_no_settings_at_all(home: Path) -> None:
    """Without settings of Claude Code, the error names their expected path."""
    assert "~/.claude/settings.json" in refused(home, 2, "add", "mine", "--from-settings")


# --- gcloud


@pytest.fixture
def gcloud(home: Path) -> Path:
    """Write gcloud's directory with two configurations and "two" active."""
    folder = home / "its gcloud"
    write(
        folder / "configurations/config_default",
        "[core]\naccount = me@acme.com\nproject = acme-one\n\n[compute]\nregion = europe-west4\n",
    )
    write(folder / "configurations/config_two", "[core]\nproject = acme-two\n[billing]\nquota_project = acme-quota\n")
    write(folder / "active_config", "two")
    return folder


@pytest.mark.parametrize(
    ("words", "project", "name"),
    [([], "acme-two", "two"), (["two"], "acme-two", "two"), (["default"], "acme-one", "default")],
)
def test_gcloud(words: list[str], project: str, name: str, gcloud: Path, text: Text) -> None:
    """The active or a named configuration gives the project; gcloud's own directory is included."""
    env = {"CLOUDSDK_CONFIG": str(gcloud)}
    ran = called("add", "mine", "--from-gcloud", *words, env=env)
    quota = 'quota_project = "acme-quota"     # GOOGLE_CLOUD_QUOTA_PROJECT\n' if name == "two" else ""

    assert 0 == ran.code
    assert [
        "[vertex]",
        f'project = "{project}"  # ANTHROPIC_VERTEX_PROJECT_ID',
        "",
        "[google]",
        *[" ".join(line.split()) for line in ('config_dir = "~/its gcloud" # CLOUDSDK_CONFIG',)],
        f'configuration = "{name}" # CLOUDSDK_ACTIVE_CONFIG_NAME',
        *([" ".join(quota.split())] if quota else []),
    ] == [
        " ".join(line.split()) if "=" in line and "project =" not in line[:9] else line
        for line in text("mine").splitlines()
    ]
    again = called("add", "mine", "--from-gcloud", *words, env=env)
    assert (0, True) == (again.code, "already up to date" in again.stderr)


def test_gcloud_tells_the_region(gcloud: Path) -> None:
    """The region of gcloud may not serve Claude: it is reported but not imported, unlike --region."""
    env = {"CLOUDSDK_CONFIG": str(gcloud)}
    ran = called("add", "mine", "--from-gcloud", "default", env=env)
    given = called("add", "other", "--from-gcloud", "default", "--region", "eu", env=env)

    assert ("europe-west4" in skipped(ran)["CLOUD_ML_REGION"][0], "vertex.region  eu" in given.stderr) == (True, True)


def test_gcloud_in_its_usual_place(gcloud: Path, home: Path, text: Text) -> None:
    """The default gcloud directory is omitted from the profile."""
    (home / ".config").mkdir()
    gcloud.rename(home / ".config/gcloud")

    assert (0, True, False) == (
        called("add", "mine", "--from-gcloud").code,
        'configuration = "two"' in text("mine"),
        "config_dir" in text("mine"),
    )


def test_gcloud_credentials(gcloud: Path, text: Text) -> None:
    """Default credentials in an unusual place are included, because Claude Code reads the usual one."""
    write(gcloud / "application_default_credentials.json", "{}")
    called("add", "mine", "--from-gcloud", env={"CLOUDSDK_CONFIG": str(gcloud)})

    assert 'credentials = "~/its gcloud/application_default_credentials.json"' in text("mine")


@pytest.mark.parametrize(
    ("words", "said"), [(["tow"], 'did you mean "two"'), (["../x"], "../x"), (["nothing"], "gcloud config")]
)
def test_gcloud_unknown(words: list[str], said: str, gcloud: Path, home: Path) -> None:
    """A missing configuration is rejected, with the nearest name."""
    assert said in refused(home, 2, "add", "mine", "--from-gcloud", *words, env={"CLOUDSDK_CONFIG": str(gcloud)})


def test_gcloud_never_set_up(home: Path) -> None:
    """Without a gcloud setup there is nothing to import."""
    refused(home, 2, "add", "mine", "--from-gcloud")


def test_gcloud_broken(gcloud: Path, home: Path) -> None:
    """A broken configuration is reported with its line."""
    write(gcloud / "configurations/config_two", "project = acme-two\n[core]\n")
    said = refused(home, 1, "add", "mine", "--from-gcloud", env={"CLOUDSDK_CONFIG": str(gcloud)})

    assert "~/its gcloud/configurations/config_two:1: " in said


# --- rc files

PROFILE = """\
# ~/.profile
export CLOUD_ML_REGION=us-east5
export ANTHROPIC_MODEL=opus
touch PWNED
"""
BASHRC = f"""\
case $- in *i*) ;; *) return ;; esac
export EDITOR=vim PATH=$HOME/bin:$PATH
export CLAUDE_CODE_USE_VERTEX=1
export ANTHROPIC_VERTEX_PROJECT_ID="acme-prod"   # who pays
export CLOUD_ML_REGION=global
export ANTHROPIC_API_KEY={SECRET}
export ANTHROPIC_AUTH_TOKEN=$(touch PWNED; gcloud auth print-access-token)
export ANTHROPIC_LOG=`touch PWNED`
export GH_TOKEN=ghp_s3crets3crets3crets3crets3cret
export GOOGLE_APPLICATION_CREDENTIALS=$HOME/keys/acme.json
export HTTPS_PROXY=http://me:s3cret-proxy@proxy:1
if [ -f ~/fast ]; then export DISABLE_PROMPT_CACHING=1; fi
vertex_eu() {{
  export CLOUD_ML_REGION=eu ANTHROPIC_VERTEX_PROJECT_ID=acme-eu
  touch PWNED
}}
: ${{X:=$(touch PWNED)}}
eval "$(touch PWNED)"
cat <(touch PWNED)
"""
ZSHRC = """\
typeset -x ANTHROPIC_MODEL=sonnet
export CLAUDE_CODE_MAX_OUTPUT_TOKENS=64000 API_TIMEOUT_MS=600000
export ANTHROPIC_SMALL_FAST_MODEL=haiku; unset ANTHROPIC_SMALL_FAST_MODEL
export ANTHROPIC_DEFAULT_SONNET_MODEL=claude-sonnet-$VERSION
"""


@pytest.fixture
def rcs(home: Path) -> list[str]:
    """Write three rc files, and return the options to read them; later ones override."""
    files = [
        write(home / name, text) for name, text in ((".profile", PROFILE), (".bashrc", BASHRC), (".zshrc", ZSHRC))
    ]
    return [word for file in files for word in ("--from-rc", file)]


def test_rc_files(rcs: list[str], text: Text) -> None:
    """Three rc files give one profile: later files override earlier ones."""
    ran = called("add", "work", *rcs)

    assert (
        0,
        """\
[vertex]
project = "acme-prod"  # ANTHROPIC_VERTEX_PROJECT_ID
region = "global"      # CLOUD_ML_REGION

[models]
main = "sonnet"  # ANTHROPIC_MODEL

[tuning]
max_output_tokens = 64000  # CLAUDE_CODE_MAX_OUTPUT_TOKENS

[google]
credentials = "~/keys/acme.json"  # GOOGLE_APPLICATION_CREDENTIALS

[client]
timeout_ms = 600000  # API_TIMEOUT_MS
""",
    ) == (ran.code, text("work"))


def test_rc_files_tell(rcs: list[str]) -> None:
    """Skipped lines are reported with file, line and reason; conflicts are reported with the effective file."""
    found = skipped(called("add", "work", *rcs))

    assert {
        "CLOUD_ML_REGION": "~/.profile:2: overridden by ~/.bashrc:5",
        "ANTHROPIC_MODEL": "~/.profile:3: overridden by ~/.zshrc:1",
        "ANTHROPIC_AUTH_TOKEN": "~/.bashrc:7: depends on the output of a command",
        "ANTHROPIC_LOG": "~/.bashrc:8: depends on the output of a command",
        "DISABLE_PROMPT_CACHING": "~/.bashrc:12: set conditionally",
        "ANTHROPIC_DEFAULT_SONNET_MODEL": "~/.zshrc:4: depends on $VERSION",
    } == {
        name: whys[0]
        for name, whys in found.items()
        if name not in ("ANTHROPIC_API_KEY", "HTTPS_PROXY", "ANTHROPIC_SMALL_FAST_MODEL")
    }
    assert (True, True) == (
        found["ANTHROPIC_API_KEY"][0].startswith("~/.bashrc:6: "),
        found["HTTPS_PROXY"][0].startswith("~/.bashrc:11: "),
    )


def test_rc_files_are_left_as_they_are(rcs: list[str], home: Path, work: Path) -> None:
    """Nothing in rc files is run or changed, and a note warns that their exports remain."""
    before = {name: (home / name).read_text() for name in (".profile", ".bashrc", ".zshrc")}
    ran = called("add", "work", *rcs)

    assert (
        before,
        [],
        [],
        "note: these variables are still set by ~/.profile, ~/.bashrc, ~/.zshrc if no profile is active",
    ) == (
        {name: (home / name).read_text() for name in before},
        [*home.rglob("PWNED*"), *work.rglob("PWNED*")],
        [name for name in os.listdir() if "PWNED" in name],
        ran.stderr.splitlines()[-1],
    )


def test_rc_files_without_secrets(rcs: list[str], home: Path) -> None:
    """No secret of an rc file is in any output or file of the store."""
    said = everywhere(home, called("add", "work", *rcs)) + everywhere(home, called("undo", "--list", "--json"))

    assert (False, False) == (SECRET in said, "s3cret" in said)


def test_rc_files_again(rcs: list[str], home: Path) -> None:
    """A second run changes nothing, and reports the same skipped lines."""
    first = called("add", "work", *rcs)
    before = tree(home)
    second = called("add", "work", *rcs)

    assert (0, "work: already up to date", before, skipped(first)) == (
        second.code,
        second.stderr.splitlines()[0],
        tree(home),
        skipped(second),
    )


def test_rc_files_changed_since(rcs: list[str], home: Path) -> None:
    """If the rc files changed, the profile is not overwritten without --force."""
    called("add", "work", *rcs)
    with (home / ".zshrc").open("a") as file:
        file.write("export CLOUD_ML_REGION=eu\n")
    refused(home, 3, "add", "work", *rcs)
    assert 0 == called("add", "work", *rcs, "--force").code


def test_rc_files_changed_since_are_compared(home: Path) -> None:
    """If the profile exists and differs, the differences are shown before the error."""
    path = home / ".bashrc"
    write(path, "export CLOUD_ML_REGION=eu ANTHROPIC_VERTEX_PROJECT_ID=acme-prod\n")
    called("add", "mine", "--from-rc", str(path))
    write(path, "export CLOUD_ML_REGION=us ANTHROPIC_VERTEX_PROJECT_ID=acme-prod\n")
    ran = called("add", "mine", "--from-rc", str(path))

    assert (3, True, False) == (
        ran.code,
        "  ~ CLOUD_ML_REGION  eu → us\n" in ran.stderr,
        "ANTHROPIC_VERTEX_PROJECT_ID" in ran.stderr,
    )


def test_rc_files_that_read_each_other(home: Path) -> None:
    """A source line for another given rc file is not reported; one for any other file is."""
    first, second = home / ".profile", home / ".bashrc"
    write(first, ". ~/.bashrc\n. ~/.elsewhere\nexport CLOUD_ML_REGION=eu\n")
    write(second, "export ANTHROPIC_VERTEX_PROJECT_ID=acme-prod\n")
    ran = called("add", "mine", "--from-rc", str(first), "--from-rc", str(second))

    assert (0, False, True) == (ran.code, "file: ~/.bashrc" in ran.stderr, "file: ~/.elsewhere" in ran.stderr)


def test_rc_aliases_are_named(home: Path) -> None:
    """Aliases that set variables for one command are not exports, and are named: many users keep profiles there."""
    text = "export CLOUD_ML_REGION=us\nalias ll='LC_ALL=C ls'\n"
    text += "alias cc-eu='CLOUD_ML_REGION=eu ANTHROPIC_MODEL=opus claude'\n"
    ran = called("add", "mine", "--from-rc", write(home / ".bashrc", text))

    assert {
        "CLOUD_ML_REGION": ["~/.bashrc:3: set only for the alias cc-eu"],
        "ANTHROPIC_MODEL": ["~/.bashrc:3: set only for the alias cc-eu"],
    } == skipped(ran)


def test_environment_under_a_profile(profile: Profile) -> None:
    """Variables set by the active profile are distinguished from the shell's own."""
    profile("base", "")
    env = {
        "CLOUD_ML_REGION": "eu",
        "ANTHROPIC_VERTEX_PROJECT_ID": "acme-prod",
        "VXENV_PROFILE": "base",
        "VXENV_REASON": "use",
        "__VXENV_STATE": "1 CLOUD_ML_REGION:us",
        "__VXENV_N_CLOUD_ML_REGION": "eu",
    }
    lines = called("add", "mine", "--from-env", env=env).stderr.splitlines()

    assert [
        "  vertex.project  acme-prod  (this shell)",
        "  vertex.region  eu  (this shell: profile base)",
    ] == [line for line in lines if line.startswith("  vertex")]


def test_rc_function(rcs: list[str], home: Path, text: Text) -> None:
    """--function imports the exports of a function without running it."""
    ran = called("add", "eu", *rcs[2:4], "--function", "vertex_eu")

    assert (
        0,
        '[vertex]\nproject = "acme-eu"  # ANTHROPIC_VERTEX_PROJECT_ID\nregion = "eu"        # CLOUD_ML_REGION\n',
        [],
    ) == (ran.code, text("eu"), list(home.rglob("PWNED*")))


def test_rc_function_unknown(rcs: list[str], home: Path) -> None:
    """A missing function is rejected, with the existing ones."""
    assert "vertex_eu" in refused(home, 2, "add", "eu", *rcs[2:4], "--function", "vertex_us")


def test_rc_function_in_one_of_several(rcs: list[str], text: Text) -> None:
    """With several rc files, the function is read from the file that defines it."""
    ran = called("add", "eu", *rcs, "--function", "vertex_eu")

    assert (0, True) == (ran.code, 'region = "eu"' in text("eu"))


def test_functions_are_mentioned(home: Path, text: Text) -> None:
    """Exports in a function only are reported, with the option that imports them."""
    file = write(home / ".bashrc", "eu() { export CLOUD_ML_REGION=eu; }\nexport ANTHROPIC_MODEL=opus\n")
    ran = called("add", "work", "--from-rc", file)

    assert (0, True, '[models]\nmain = "opus"  # ANTHROPIC_MODEL\n') == (
        ran.code,
        "--function eu" in skipped(ran)["CLOUD_ML_REGION"][0],
        text("work"),
    )


def test_fish_rc(home: Path, text: Text) -> None:
    """A config.fish is parsed as fish."""
    file = write(
        home / ".config/fish/config.fish", "set -gx CLOUD_ML_REGION eu\nset -gx ANTHROPIC_MODEL (touch PWNED)\n"
    )
    ran = called("add", "work", "--from-rc", file)

    assert (0, '[vertex]\nregion = "eu"  # CLOUD_ML_REGION\n', ["ANTHROPIC_MODEL"], []) == (
        ran.code,
        text("work"),
        list(skipped(ran)),
        list(home.rglob("PWNED")),
    )


@pytest.mark.parametrize(
    "data",
    [b"", b"# nothing\n", b"\xff\xfe\x00", b"'" * 9999, b"$(" * 9999, b"{" * 9999, b"if " * 9999, b"export " * 9999],
    ids=lambda data: str(data[:4]),
)
def test_rc_of_nothing(data: bytes, home: Path, work: Path) -> None:
    """A file without exports, or not a text file, makes no profile and no traceback."""
    (work / "rc").write_bytes(data)
    refused(home, 2, "add", "mine", "--from-rc", "rc")


@pytest.mark.parametrize("option", ["--from-rc", "--from-dotenv", "--from-settings"])
def test_huge(option: str, home: Path, work: Path) -> None:
    """A file of megabytes is rejected by its size."""
    (work / "huge").write_bytes(b"export A=b\n" * 500_000)

    assert "KiB" in refused(home, 1, "add", "mine", option, "huge")


# --- .env


def test_dotenv(home: Path, work: Path, text: Text) -> None:
    """A .env file gives the variables of Claude Code and Google; other programs' variables are skipped."""
    (work / ".env").write_text(
        "CLOUD_ML_REGION=eu\nexport ANTHROPIC_VERTEX_PROJECT_ID='acme-prod'\nDATABASE_URL=postgres://u:s3cret@h/d\n"
        f"ANTHROPIC_API_KEY={SECRET}\nANTHROPIC_MODEL=claude-$VERSION\nCLAUDE_CODE_MAX_OUTPUT_TOKENS=many\n"
    )
    ran, again = twice("mine", "--from-dotenv", ".env")

    assert (
        0,
        '[vertex]\nproject = "acme-prod"  # ANTHROPIC_VERTEX_PROJECT_ID\nregion = "eu"          # CLOUD_ML_REGION\n',
        {"ANTHROPIC_API_KEY", "ANTHROPIC_MODEL", "CLAUDE_CODE_MAX_OUTPUT_TOKENS"},
        False,
        True,
    ) == (
        ran.code,
        text("mine"),
        set(skipped(ran)),
        "s3cret" in everywhere(home, ran),
        "already up to date" in again.stderr,
    )
    assert [True] * 3 == [whys[0].startswith((".env:", "~/code/.env:")) for whys in skipped(ran).values()]
