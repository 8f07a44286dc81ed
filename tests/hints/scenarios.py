"""List lines that print hints, each typed in its own home with its files."""

import os
from collections.abc import Mapping
from typing import NamedTuple

from hints.stub_programs import write_standins
from shells.home import Home

PROFILES = ".config/vxenv/profiles"
WHOLE = """[vertex]
project = "acme-prod"
region = "{region}"
[models]
opus = "claude-opus-5"
sonnet = "claude-sonnet-5"
haiku = "claude-haiku-4-5@20251001"
"""
GLOBAL = WHOLE.format(region="global")
RETIRED = GLOBAL.replace("claude-sonnet-5", "claude-sonnet-4@20250514")
OWN_LINE = '{"statusLine": {"type": "command", "command": "x"}}'
BROKEN = "[vertex]\nregion = \n"
CONFIG = ".config/vxenv/config.toml"
ACME = ".local/state/vxenv/sources/acme"
SOURCE = {
    f"{ACME}/record.toml": 'url = "https://example.com/x.git"\n',
    f"{ACME}/profiles/prod.toml": GLOBAL,
    f"{ACME}/profiles/child.toml": 'extends = "prod"\n',
}
_TRANSCRIPT = {
    ".claude/projects/-code/s.jsonl": '{"type": "assistant", "timestamp": "2026-11-03T12:00:00Z", "sessionId": "s", '
    '"requestId": "r", "cwd": "/code", "message": {"id": "m", "model": "claude-opus-5-5", '
    '"usage": {"input_tokens": 1, "output_tokens": 1}}}\n'
}


class Scenario(NamedTuple):
    """A line that prints hints."""

    line: str  # the line to type, in bash
    before: str = ""  # the lines typed before, in the same shell
    files: Mapping[str, str] = {}  # files in addition to those of every home, by path
    day: str = "2026-11-22"  # the date
    allowed: bool = False  # whether the directory file among `files` is allowed


def furnish(scenario: Scenario, root: str) -> Home:
    """Create the home of a scenario: three profiles, a layer, and stub programs."""
    os.makedirs(root)
    home = Home(root)
    for name, region in {"prod": "global", "eu": "global", "guarded": "eu"}.items():
        protected = "protected = true\n" if name == "guarded" else ""
        home.profile(name, protected + WHOLE.format(region=region))
    home.profile("opus", '[models]\nmain = "claude-opus-5-5"\n')
    write_standins(home)
    home.write("code/here", "")
    for place, text in scenario.files.items():
        home.write(place, text)
        os.chmod(home.path(place), 0o600)
        if scenario.allowed and place.endswith(".vxenv.toml"):
            home.allow(home.path(place))
    return home


def environment(scenario: Scenario, home: Home) -> dict[str, str]:
    """Return the variables of the line's environment, in addition to those of every shell."""
    return {"EDITOR": "true", "VXENV_TODAY": scenario.day, "PATH": f"{home.path('bin')}:{os.environ['PATH']}"}


def _vxenv(*lines: str) -> tuple[Scenario, ...]:
    return tuple(Scenario(f"vxenv {line}") for line in lines)


def _profile(text: str, name: str = "p") -> dict[str, str]:
    return {f"{PROFILES}/{name}.toml": text}


def _settings(text: str) -> dict[str, str]:
    return {".claude/settings.json": text}


# A repository with a profile as source acme, and a second commit.
_COMMIT = "git add .; git -c user.name=a -c user.email=a@b commit -qm x"
_TEAM = f"git init -qb main ~/team; cd ~/team; mkdir profiles; echo '[models]' >profiles/p.toml; {_COMMIT}"
_ADD = f"{_TEAM}; vxenv source add acme ~/team --yes"
_NEEDY = (f"{_TEAM}; echo 'required = [\"google.project\"]' >source.toml; {_COMMIT}; "
          "vxenv source add acme ~/team --yes --set google.project=acme-prod")  # fmt: skip
_PLACE = f"~/{ACME}"
_NEWS = f"{_ADD}; echo 'opus = \"claude-opus-5\"' >>profiles/p.toml; {_COMMIT}"
# A directory file with the address of the source, which leads to that repository.
_CLONE = (
    'git config --global url.file://"$HOME"/team.insteadOf git@git.example:acme/p.git; cd ~/code; '
    'printf \'profile = "acme/p"\\nsource = "git@git.example:acme/p.git"\\n\' >.vxenv.toml'
)


ASKED = {"code/.vxenv.toml": 'profile = "eu"\n'}
SCENARIOS = (
    # Usage errors.
    *_vxenv(
        "show ue", "exec prdo -- true", "list --jsno", "lsit", "zzzz", "--zzzz", "diff eu @zzz", "diff eu @dir",
        "show ../eu", "default eu --unset", "default", "hook", "complete", "init sh", "completions sh", "status x",
        "set eu", "set eu nonsense=1", "set eu env.HTTPS_PROXY=false", "set eu env.A:=x", "set eu env.A:=1",
        "set eu vertex.region=EU", "set eu caching.enabled=maybe", "set eu caching.ttl:=1", "set eu protected:=1",
        "set 'zz*' models.opus=claude-opus-5-5", "set a+b models.opus=claude-opus-5-5", "set eu IFS=x",
        r"set eu env.A=$'\xff'", "set eu env.A:='{ secret = \"x\" }'",
        "set eu tuning.max_output_tokens=" + "1" * 100, "unset eu", "add eu --project acme-prod", "add x",
        "add x --set models.opus", "add x --from-env --from-gcloud", "add x --function f", "add x --from-env",
        "add x --from-gcloud", "add x --from-rc ~/gone", "add x --from-rc ~/code", "add x --from-dotenv ~/code/here",
        "copy eu eu", "rename eu eu", "rename eu prod", "copy eu prod", "edit", "edit zzz", "upgrade", "undo",
        "undo --redo", "export", "export eu --write x", "export --remove x eu --format claude-settings",
        "export eu --flatten", "export --remove ~/x.json --format claude-settings", "export eu opus --format toml",
        "import ~/gone", "import ~/code", "import ~/code/here", "import - </dev/null", "exec", "exec eu", "exec zzz",
        "exec eu -- ~/code/here", "exec eu -- ~/code", "exec guarded -- printf '%s %s' a 'b c'",
        "show eu --client 2.1.330", "show eu --resolved --client x", "why QQQQQQ",
        "why CLOUD_ML_REGOIN", "vars CLOUD_ML_REGOIN", "vars ZZZ", "probe eu --models zzz",
        "probe eu --locations ZZ", "probe eu --models claude-opus-4-6 --locations us-east5 --repeat 100000",
        "prompt --format '{'", "prompt --format '{zzz}'", "lint --fix --json eu", "lint --fix --format sarif --all",
        "lint --explain retired", "lint --explain zzz", "lint eu --client x", "lint ~/gone", "doctor --spend",
        "explain --file ~/code/here y", "explain nonsense", "explain --profile eu nonsense", "explain --file ~/gone",
        "local zzz", "allow", "allow ~/gone", "deny", "claude install --no-statusline --no-guard", "claude remove",
        "claude install ''", "claude install --project x.json", "setup --purge", "setup --shell bash",
        "setup --remove --shell zsh", "setup --remove --purge --shell zsh", "try --shell nosuch",
         "upgrade --all --check", "setup --json", "remove eu prod", "undo --forget",
        "config set picker peco", "config set zzz 1", "config get",
        "config set quiet", "ls --jsno", "lsit", "upgrade eu --json",
    ),
    # Commands that change this shell.
    *_vxenv("use -", "use </dev/null", "use guarded", "use ue"),
    Scenario("vxenv undo", before="vxenv copy eu new; vxenv use new"),
    Scenario("vxenv undo", before="vxenv set eu models.main=opus; echo >>~/" + PROFILES + "/eu.toml"),
    Scenario("vxenv remove eu", before="vxenv default eu"),
    Scenario("vxenv unset eu models.opus", files=_profile(f'extends = "base"\n{WHOLE}'.format(region="eu"), "eu")
             | _profile('[models]\nopus = "claude-opus-5"\n', "base")),
    Scenario("vxenv status", before="export __VXENV_STATE='1 CLOUD_ML_REGION:xx'"),
    # Directory files.
    Scenario("cd ~/code", files=ASKED),
    Scenario("cd ~/code", files={"code/.vxenv.toml": '[env]\nHTTPS_PROXY = "http://proxy.example:3128"\n'}),
    Scenario("cd ~/code", before="vxenv use prod", files=ASKED, allowed=True),
    Scenario("cd ~/code", files={"code/.vxenv.toml": 'profile = "eu"\n[env]\nLD_PRELOAD = "/x"\n'}),
    Scenario("vxenv allow ~/code", files={"code/.vxenv.toml": 'profile = "eu"\n[env]\nLD_PRELOAD = "/x"\n'}),
    Scenario("vxenv allow ~/code", files={"code/.vxenv.toml": 'profile = "eu"\n[env]\nSSL_CERT_FILE = "/x/./a"\n'}),
    Scenario("vxenv allow ~/code", files={"code/.vxenv.toml": '[env]\nHTTPS_PROXY = "http://proxy.example:3128"\n'}),
    Scenario("vxenv allow ~/code",
             files={"code/.vxenv.toml": 'profile = "eu"\n[env]\nA_TOKEN = { secret = "keyring:vxenv/A" }\n'}),
    Scenario("vxenv local prod", before="cd ~/code", files=ASKED),
    Scenario("vxenv local prod", before="cd ~/code; vxenv use eu"),
    Scenario("cd ~/code", files={"code/.vxenv.toml": "profile = \n"}),
    Scenario("cd ~/code", before="ln -s here ~/code/.vxenv.toml"),
    # Broken files.
    Scenario("vxenv show p", files=_profile(BROKEN)),
    Scenario("vxenv show p", files=_profile('extends = "gone"\n')),
    Scenario("vxenv set p models.opus=claude-opus-5-5", files=_profile("[vertex]\nregoin = 1\n")),
    Scenario("vxenv list", files={CONFIG: "qiet = true\n"}),
    Scenario("vxenv models", files={".config/vxenv/catalogue.toml": "[model]\n"}),
    Scenario("vxenv set eu models.opus=claude-opus-5-5", before="chmod a-w ~/" + PROFILES + "/eu.toml"),
    Scenario("vxenv set p models.opus=x", before="ln -s gone ~/" + PROFILES + "/p.toml"),
    Scenario("vxenv add q --project acme-prod", before="mkdir ~/" + PROFILES + "/q.toml"),
    Scenario("vxenv import ~/eu.toml", files={"eu.toml": '[vertex]\nregion = "eu"\n'}),
    Scenario("vxenv import ~/.env", files={".env": "CLOUD_ML_REGION=eu\n"}),
    Scenario("vxenv import ~/bundle.toml --as x", before="vxenv export eu prod --format bundle >~/bundle.toml"),
    Scenario("vxenv import ~/empty.toml", files={"empty.toml": ""}),
    Scenario("vxenv edit eu", before="""export EDITOR='f() { echo "x = " >>"$1"; }; f'"""),
    Scenario("vxenv edit eu", before="export EDITOR='f() { rm \"$1\"; }; f'"),
    Scenario("vxenv edit eu", before="export EDITOR=false"),
    Scenario("vxenv edit eu", before=f"export EDITOR='f() {{ echo >>$1; echo '#' >>~/{PROFILES}/eu.toml; }}; f'"),
    Scenario("vxenv export p --format toml", files=_profile('extends = "eu"\n')),
    Scenario("vxenv export p --format docker", files=_profile('[env]\nA = "a\\nb"\n')),
    Scenario("vxenv exec p -- true", files=_profile('[env]\nA_TOKEN = { secret = "pass:gone" }\n'),
             before="printf '#!/bin/sh\\nexit 1\\n' >~/bin/pass"),
    Scenario("vxenv add x --from-rc ~/rc --function g", files={"rc": "f() { export CLOUD_ML_REGION=eu; }\n"}),
    # Findings of lint, upgrade, explain and doctor.
    Scenario("vxenv lint p", files=_profile(WHOLE.format(region="us-east5"))),
    Scenario("vxenv lint p", files=_profile(WHOLE.format(region="eu").replace("sonnet-5", "sonnet-4-6"))),
    Scenario("vxenv lint p", files=_profile(WHOLE.format(region="us-east-5"))),
    Scenario("vxenv lint p", files=_profile(WHOLE.format(region="mars"))),
    Scenario("vxenv lint p", files=_profile('[vertex]\nregion = "global"\n')),
    Scenario("vxenv lint p", files=_profile('[vertex]\nproject = "acme-prod"\nregion = "global"\n')),
    Scenario("vxenv lint p", files=_profile(GLOBAL.replace("claude-opus-5", "opus"))),
    Scenario("vxenv lint p", files=_profile(GLOBAL.replace("claude-opus-5", "claude-x-9"))),
    Scenario("vxenv lint p", files=_profile(RETIRED)),
    Scenario("vxenv lint p", files=_profile(GLOBAL + 'small_fast = "claude-haiku-5-5"\n')),
    Scenario("vxenv lint p", files=_profile(
        GLOBAL + '[env]\nVERTEX_REGION_CLAUDE_4_5_HAIKU = "us-east5"\nDISABLE_TELEMETRY = "0"\n'
        'CLAUDE_CODE_USE_BEDROCK = "1"\n'
        'ANTHROPIC_DEFAULT_OPUS_MODLE = "x"\nANTHROPIC_API_KEY = "sk-ant-abcdefghij"\n')),
    Scenario("vxenv lint p --client 2.1.197", files=_profile(GLOBAL + '[regions]\nclaude-opus-5-5 = "eu"\n')),
    Scenario("vxenv lint p", files=_profile(GLOBAL + '[google]\nconfig_dir = "~/g"\n')),
    Scenario("vxenv lint p", files=_profile(GLOBAL + '[google]\ncredentials = "~/gone.json"\n')),
    Scenario("vxenv lint p", files=_profile(GLOBAL + '[google]\ncredentials = "~/k.json"\n') | {"k.json": "{}"},
             before="chmod 644 ~/k.json ~/" + PROFILES + "/p.toml"),
    Scenario("vxenv lint p", files=_profile('[vertex]\nproject = "acme-prod"\nregion = "global"\n'), day="2026-12-01"),
    Scenario("vxenv lint ~/code/.vxenv.toml", files={"code/.vxenv.toml": WHOLE.format(region="mars")}),
    Scenario("vxenv upgrade p", files=_profile(RETIRED)),
    Scenario("vxenv lint --fix p", files=_profile(GLOBAL.replace("@20251001", "-20251001"))),
    Scenario("vxenv use p", files=_profile(RETIRED)),
    Scenario("vxenv list", before="rm ~/" + PROFILES + "/*"),
    Scenario("vxenv show x", before="rm ~/" + PROFILES + "/*"),
    Scenario("vxenv doctor", before="rm ~/" + PROFILES + "/*"),
    Scenario("vxenv doctor"),
    Scenario("vxenv doctor", before="vxenv use eu; export CLOUD_ML_REGION=us; chmod 755 ~/.config/vxenv"),
    Scenario("vxenv doctor", before="vxenv use eu; chmod 777 ~/.config/vxenv ~/.local/state/vxenv"),
    Scenario("vxenv doctor", before="vxenv off"),
    Scenario("vxenv doctor eu"),
    Scenario("vxenv doctor", before="cd ~/code", files=ASKED),
    Scenario("vxenv doctor", before="vxenv use p", files=_profile('[vertex]\nregion = "global"\n')),
    Scenario("vxenv doctor", before="rm ~/bin/claude"),
    Scenario("vxenv doctor", before="vxenv use eu", files=_settings('{"env": {"CLOUD_ML_REGION": "us"}}')),
    Scenario("vxenv use eu", files=_settings('{"env": {"CLOUD_ML_REGION": "us"}}')),
    Scenario("vxenv status", before="vxenv use eu", files=_settings('{"env": {"CLOUD_ML_REGION": "us"}}')),
    Scenario("vxenv doctor", before="vxenv use eu", files=_settings(
        '{"env": {"CLOUD_ML_REGION": "us", "ANTHROPIC_VERTEX_PROJECT_ID": "acme-setup", "A": "1", '
        '"ANTHROPIC_DEFAULT_OPUS_MODEL": "claude-opus-5-5", "ANTHROPIC_DEFAULT_SONNET_MODEL": "claude-sonnet-5-5"}}')
        | {".config/gcloud/application_default_credentials.json": '{"type": "authorized_user", "client_id": "i", '
           '"client_secret": "s", "refresh_token": "t", "quota_project_id": "acme-quota"}'}),
    Scenario("vxenv doctor", before="export CLOUDSDK_CONFIG=~/g; vxenv use eu"),
    Scenario("vxenv doctor", before="export HTTPS_PROXY=socks5://proxy:1080 NODE_EXTRA_CA_CERTS=~/gone.pem"),
    Scenario("vxenv doctor", before="export HTTPS_PROXY=proxy.example:3128 NO_PROXY=googleapis.com"),
    Scenario("vxenv claude install", files=_settings(OWN_LINE)),
    Scenario("vxenv claude install --no-guard", files=_settings(OWN_LINE)),
    Scenario("vxenv setup --shell bash --yes", before="echo >~/.bashrc; chmod a-w ~/.bashrc"),
    Scenario("vxenv models", day="2027-12-01"),
    Scenario("vxenv lint eu", day="soon"),
    Scenario("vxenv explain '404 models/claude-opus-5-5 is not servable in region us-east5' --profile p",
             files=_profile(WHOLE.format(region="us-east5").replace("claude-opus-5", "claude-opus-5-5"))),
    # Usage.
    *_vxenv("usage", "usage --json --csv", "usage --since soon", "usage --since today --until yesterday",
            "usage --by profil", "usage --from ~/gone", "usage --profile ue", "usage --billing-table a.b.c",
            "usage --svg ~/gone/x.svg"),
    Scenario("vxenv usage", files=_TRANSCRIPT),
    # Logins and ssh.
    *_vxenv("login p --quota-project a --disable-quota-project", "login p --quota-project 'a b'",
            "exec --ssh -x p -- true"),
    # Profiles of sources.
    Scenario("vxenv set acme/prod vertex.region=eu", files=SOURCE),
    Scenario("vxenv show acme/zzz", files=SOURCE),
    Scenario("vxenv show amce/zzz", files=SOURCE),
    Scenario("vxenv list --source amce", files=SOURCE),
    Scenario("vxenv export acme/child --format toml", files=SOURCE),
    Scenario("vxenv export acme/child --format bundle", files=SOURCE),
    # Sources.
    *_vxenv("source list", "source update", "source show acme", "source update --set x", "source add a/b x",
            "source add acme https://example.com/x.git --auto", "source add acme gs://b/o --ref main",
            "source add acme https://example.com/x.git --require-signed ~/gone"),
    Scenario("vxenv source add acme ~/team </dev/null", before=_TEAM),
    Scenario("vxenv source add acme ~/team", before=_ADD),
    Scenario("vxenv source add acme ~/team </dev/null",
             before=f"{_TEAM}; echo 'required = [\"google.project\"]' >source.toml; {_COMMIT}"),
    Scenario("vxenv source add acme ~/team",
             before=f"{_TEAM}; echo 'minimum_vxenv = \"99\"' >source.toml; {_COMMIT}"),
    Scenario("vxenv source add acme ~/team", before=f"{_TEAM}; echo 'x = ' >source.toml; {_COMMIT}"),
    Scenario("vxenv source add acme ~/team", before=f"{_TEAM}; echo 'x = 1' >profiles/q.toml; {_COMMIT}"),
    Scenario("vxenv source add acme ~/team --set google.project=acme-prod", before=_TEAM),
    Scenario("vxenv source update </dev/null", before=_NEWS),
    Scenario("vxenv source update", before=f"{_NEWS}; vxenv source update --yes; git reset -q --hard HEAD~1"),
    Scenario("vxenv source update", before=f"{_NEWS}; vxenv source update --yes; git checkout -q --orphan new; "
             f"{_COMMIT}; git branch -qM main"),
    Scenario("vxenv source show amce", before=_ADD),
    Scenario("vxenv source pin acme --unset x", before=_ADD),
    Scenario("vxenv source remove acme </dev/null", before=f"{_ADD}; vxenv default acme/p"),
    Scenario("vxenv source update", before=f"{_ADD}; echo x >~/.local/state/vxenv/sources/acme/record.toml"),
    Scenario("vxenv list", before=f"{_ADD}; vxenv config set source_reminder 7d; "
             "echo 1700000000 >~/.local/state/vxenv/sources/acme/checked"),
    Scenario("vxenv doctor", before=f"{_ADD}; vxenv config set source_reminder 7d; "
             "echo 1700000000 >~/.local/state/vxenv/sources/acme/checked"),
    Scenario("vxenv source update --set x", before=_ADD),
    *_vxenv("lint --source ~/nowhere", "lint --source ~/code", "lint --source ~/code eu"),
    Scenario("vxenv lint --source ~/team", before=f"{_TEAM}; echo 'x = 1' >profiles/q.toml"),
    Scenario("vxenv source init ~/team", before=_TEAM + "; touch policy.toml"),
    Scenario("vxenv allow", before=f"{_TEAM}; {_CLONE}"),
    Scenario("vxenv status", before=f"{_TEAM}; {_CLONE}"),
    Scenario("cd ~/code", before=f"{_TEAM}; {_CLONE}; cd ~"),
    Scenario("vxenv status", before=f"{_ADD}; {_CLONE}; vxenv allow"),
    *_vxenv("source add acme ext::x", "source add acme gs://B", "source pin acme"),
    Scenario("vxenv source add acme ~/team", before=f"{_TEAM}; ln -s p.toml profiles/q.toml; {_COMMIT}"),
    Scenario("vxenv show umbrella/p", files=SOURCE),
    Scenario("vxenv show acme/p", before=f"{_ADD}; echo x >>{_PLACE}/profiles/p.toml"),
    Scenario("vxenv models", before=f"{_ADD}; echo '[models' >{_PLACE}/catalogue.toml"),
    Scenario("vxenv source show acme", before=f"{_ADD}; echo 'x = 1' >{_PLACE}/source.toml"),
    Scenario("vxenv source update acme </dev/null", before=f"{_ADD}; echo >>{_PLACE}/profiles/p.toml"),
    Scenario("vxenv doctor", before=f"{_ADD}; echo >>{_PLACE}/profiles/p.toml"),
    Scenario("vxenv use acme/p", before=f"{_NEEDY}; rm ~/.config/vxenv/sources/acme.toml"),
    Scenario("vxenv lint acme/p", before=f"{_NEEDY}; rm ~/.config/vxenv/sources/acme.toml"),
    Scenario("vxenv source update </dev/null", before=f"{_NEEDY}; rm ~/.config/vxenv/sources/acme.toml"),
    Scenario("vxenv source update --set vertex.region=eu", before=_NEEDY),
    # Settings of editors.
    Scenario("vxenv editor remove vscode", before="vxenv use eu"),
    Scenario("vxenv editor install zed eu --remote", before="vxenv use eu"),
    *_vxenv("editor install zed eu --user --workspace ."),
)  # fmt: skip
