"""Set up the homes of pages, by the names in ``<!-- given: NAME… -->``."""

import os
import subprocess
from unittest.mock import patch

from cloud.error_responses import FAILURES
from cloud.fake import GOOD, Asked, Says, serving
from cloud.tunnel import tunnelling
from docs.scene import Stage
from usage_sessions import record_session, write_session
from vxenv.activation import trust

_PROFILE = """\
description = "{description}"

[vertex]
project = "{project}"
region = "{region}"

[models]
opus = "{opus}"
sonnet = "{sonnet}"
haiku = "claude-haiku-4-5@20251001"
"""


def nothing(stage: Stage) -> None:
    """A home without profiles."""


def before(stage: Stage) -> None:
    """An rc file from before vxenv, in a bash without the hook."""
    stage.environment["SHELL"] = "/bin/bash"
    stage.before.append("unset -f vxenv")
    names = {"CLAUDE_CODE_USE_VERTEX": "1", "ANTHROPIC_VERTEX_PROJECT_ID": "acme-prod", "CLOUD_ML_REGION": "global"}
    stage.write(".bashrc", "".join(f"export {name}={value}\n" for name, value in names.items()))


def prod(stage: Stage) -> None:
    """The profile prod-global."""
    _profile(
        stage, "prod-global", description="Production, global endpoint", project="acme-prod", region="global",
        opus="claude-opus-5-5", sonnet="claude-sonnet-5",
    )  # fmt: skip


def client(stage: Stage) -> None:
    """The profile eu-client, and the directory ~/client-a."""
    stage.write(
        ".config/vxenv/profiles/eu-client.toml",
        _PROFILE.format(
            description="Client with data in the EU", project="acme-eu", region="eu",
            opus="claude-opus-5", sonnet="claude-sonnet-5",
        ) + '\n[regions]\n"claude-haiku-4-5" = "europe-west1"\n',
    )  # fmt: skip
    (stage.home / "client-a").mkdir()


def repository(stage: Stage) -> None:
    """The directory ~/client-a as a git repository."""
    stage.write(".gitconfig", "[user]\nname = Ann\nemail = ann@acme.example\n[init]\ndefaultBranch = main\n")
    subprocess.run(["git", "-C", stage.home / "client-a", "init", "-q"], env=stage.environment, check=True)


def team(stage: Stage) -> None:
    """A repository with the profiles of a team in ~/vxenv-profiles, and the identity for commits."""
    stage.write(".gitconfig", "[user]\nname = Ann\nemail = ann@acme.example\n[init]\ndefaultBranch = main\n")
    profiles = {
        "base": '[vertex]\nproject = "acme-prod"\nregion = "global"\n',
        "prod": 'description = "Production"\nextends = "base"\n\n[models]\nopus = "claude-opus-5"\n'
        'sonnet = "claude-sonnet-5"\nhaiku = "claude-haiku-4-5@20251001"\n',
        "eu": 'description = "Client data"\nextends = "prod"\n\n[vertex]\nregion = "eu"\n\n[regions]\n'
        '"claude-haiku-4-5" = "europe-west1"\n',
    }
    for name, text in profiles.items():
        stage.write(f"vxenv-profiles/profiles/{name}.toml", text)
    stage.write("vxenv-profiles/source.toml", 'description = "Our profiles"\nrequired = ["google.quota_project"]\n')
    repository = stage.home / "vxenv-profiles"
    for words in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "--message=Profiles")):
        subprocess.run(["git", "-C", repository, *words], env=stage.environment, check=True)


def maintainer(stage: Stage) -> None:
    """An identity for commits, and a directory for keys."""
    stage.write(".gitconfig", "[user]\nname = Ann\nemail = ann@acme.example\n[init]\ndefaultBranch = main\n")
    (stage.home / ".ssh").mkdir(mode=0o700)


def newcomer(stage: Stage) -> None:
    """The repository of a team and one of a project, both at addresses of GitHub that lead to this machine."""
    team(stage)
    stage.write("vxenv-profiles/source.toml", 'description = "Our profiles"\n')
    stage.write("server/app/.vxenv.toml", 'profile = "acme/prod"\nsource = "git@github.com:acme/vxenv-profiles.git"\n')
    places = {"vxenv-profiles": stage.home / "vxenv-profiles", "app": stage.home / "server/app"}
    for name, place in places.items():
        with (stage.home / ".gitconfig").open("a", encoding="utf-8") as file:
            file.write(f'[url "file://{place}"]\ninsteadOf = git@github.com:acme/{name}.git\n')
        for words in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "--message=Update")):
            subprocess.run(["git", "-C", place, *words], env=stage.environment, check=True)


def asking(stage: Stage) -> None:
    """An allowed directory file in ~/client-a."""
    file = stage.write("client-a/.vxenv.toml", 'profile = "eu-client"\n')
    with patch.dict(os.environ, stage.environment, clear=True):
        trust.allow(str(file), file.read_bytes())


def stranger(stage: Stage) -> None:
    """A directory file of another user's repository."""
    stage.write("from-a-stranger/.vxenv.toml", 'profile = "eu-client"\n')


def exports(stage: Stage) -> None:
    """Variables that an rc file exported before the hook was loaded."""
    stage.environment |= {
        "CLAUDE_CODE_USE_VERTEX": "1",
        "ANTHROPIC_VERTEX_PROJECT_ID": "acme-prod",
        "CLOUD_ML_REGION": "us-east5",
        "VERTEX_REGION_CLAUDE_HAIKU_4_5": "us-east5",
    }


def claude(stage: Stage) -> None:
    """A stub of Claude Code that prints nothing."""
    stage.program("claude", "exit 0")


def vault(stage: Stage) -> None:
    """A stub of pass with one entry."""
    stage.program(
        "pass",
        'if [ "$2" = acme/gateway ]; then echo a-token-for-the-gateway; exit; fi\n'
        'echo "Error: $2 is not in the password store." >&2; exit 1',
    )


def gcloud(stage: Stage) -> None:
    """A stub of gcloud that signs in at once."""
    stage.program(
        "gcloud",
        "for word; do case $word in --billing-project=*) quota=${word#*=} ;; esac; done\n"
        'printf \'{"type": "authorized_user", "client_id": "i", "client_secret": "s", "refresh_token": "r"%s}\' '
        '"${quota:+, \\"quota_project_id\\": \\"$quota\\"}" >"$CLOUDSDK_CONFIG/application_default_credentials.json"',
    )


def memory(stage: Stage) -> None:
    """Skills and memory in ~/.claude."""
    (stage.home / ".claude" / "skills").mkdir(parents=True)
    stage.write(".claude/CLAUDE.md", "Be brief.\n")


def token(stage: Stage) -> None:
    """A secret in the profile prod-global."""
    path = stage.home / ".config/vxenv/profiles/prod-global.toml"
    path.write_text(f'{path.read_text(encoding="utf-8")}\n[env]\nGATEWAY_TOKEN = "t"\n', encoding="utf-8")


def failing(stage: Stage) -> None:
    """A stub of Claude Code with a failing request."""
    stage.program(
        "claude",
        'echo \'API Error: 400 {"error":{"code":400,"message":"Publisher Model projects/acme-eu/locations/'
        'europe-west1/publishers/anthropic/models/claude-opus-5-5 is not servable in region europe-west1.",'
        '"status":"FAILED_PRECONDITION"}}\' >&2; exit 1',
    )


def week(stage: Stage) -> None:
    """Two profiles with an older Sonnet, and ~/client-a, which selects one of them."""
    for name, region in (("prod-eu", "eu"), ("prod-global", "global")):
        _profile(
            stage, name, description="", project="acme-prod", region=region,
            opus="claude-opus-4-6", sonnet="claude-sonnet-4-6",
        )  # fmt: skip
    file = stage.write("client-a/.vxenv.toml", 'profile = "prod-eu"\n')
    with patch.dict(os.environ, stage.environment, clear=True):
        trust.allow(str(file), file.read_bytes())


def misplaced(stage: Stage) -> None:
    """A profile with a model that is not served in its location."""
    stage.write(
        ".config/vxenv/profiles/acme-eu.toml",
        '[vertex]\nproject = "acme-eu"\nregion = "europe-west1"\n[models]\nopus = "claude-opus-5-5"\n'
        'sonnet = "claude-sonnet-4-6"\nhaiku = "claude-haiku-4-5@20251001"\n',
    )


def google(stage: Stage) -> None:
    """A Google server behind a proxy on loopback, used by all profiles, without quota for Opus 5.5 in eu."""
    server = stage.later.enter_context(serving())
    tunnel = stage.later.enter_context(tunnelling(server, stage.home / ".authority"))

    def count(asked: Asked) -> Says:
        if asked.location == "eu":
            return Says(*FAILURES["quota"])
        known = asked.location in ("global", "us")
        return Says(body={"input_tokens": 8}) if known else Says(*FAILURES["not-servable"])

    server.says["count"] = count
    server.user(stage.home / ".config/gcloud/application_default_credentials.json").chmod(0o600)
    network = f'[network]\nhttps_proxy = "{tunnel.url}"\nextra_ca_certs = "{tunnel.authority}"\n'
    for path in (stage.home / ".config/vxenv/profiles").iterdir():
        text = path.read_text(encoding="utf-8")
        path.write_text(text + network, encoding="utf-8")


def login(stage: Stage) -> None:
    """The default credentials file of gcloud."""
    path = stage.home / ".config/gcloud/application_default_credentials.json"
    path.parent.mkdir(parents=True)
    path.write_text('{"type": "authorized_user", "client_id": "a", "client_secret": "b", "refresh_token": "c"}')


def bare(stage: Stage) -> None:
    """A Google account without a project, and stubs of gcloud, which creates one, and of Claude Code.

    The stub's results are files in ~/.google, which the Google server behind a proxy on loopback reads.
    """
    entitled(stage)
    (stage.home / ".google/models").unlink()
    (stage.home / ".google/granted").unlink()
    (stage.home / ".google/enabled").unlink()
    (stage.home / ".google/billed").unlink()
    (stage.home / ".config/vxenv/profiles/first.toml").unlink()
    (stage.home / ".config/gcloud/application_default_credentials.json").rename(stage.home / ".google/login.json")
    (stage.home / ".config/gcloud/configurations/config_default").unlink()


def entitled(stage: Stage) -> None:
    """A project with all permissions, a profile for it, and a stub of Claude Code that answers."""
    server = stage.later.enter_context(serving())
    tunnel = stage.later.enter_context(tunnelling(server, stage.home / ".authority"))
    google = stage.write(".google/models", "").parent
    for done in ("billed", "enabled", "granted"):
        (google / done).touch()
    stage.write(".google/network", f'[network]\nhttps_proxy = "{tunnel.url}"\nextra_ca_certs = "{tunnel.authority}"\n')
    refusals = {
        "billing": ("billed", Says(body={"name": "projects/acme-claude/billingInfo"})),
        "api": ("enabled", Says(body={"state": "DISABLED"})),
        "iam": ("granted", Says(body={})),
    }
    causes = {"billed": "billing-off", "enabled": "api-off", "granted": "iam", "models": "not-found"}

    def prerequisite(asked: Asked) -> Says:
        done, refusal = refusals[asked.kind]
        return GOOD[asked.kind] if (google / done).exists() else refusal

    def count(_: Asked) -> Says:
        missing = [cause for done, cause in causes.items() if not (google / done).exists()]
        return Says(*FAILURES[missing[0]]) if missing else GOOD["count"]

    server.says |= dict.fromkeys(refusals, prerequisite)
    server.says["count"] = count
    server.user(google.parent / ".config/gcloud/application_default_credentials.json").chmod(0o600)
    stage.write(".config/gcloud/active_config", "default")
    stage.write(
        ".config/gcloud/configurations/config_default", "[core]\naccount = you@acme.example\nproject = acme-claude\n"
    )
    path = stage.write(".config/vxenv/profiles/first.toml", "")
    path.write_text(_PROFILE.format(description="", project="acme-claude", region="global", opus="claude-opus-5-5",
                                    sonnet="claude-sonnet-5") + (google / "network").read_text())  # fmt: skip
    stage.program(
        "gcloud",
        "cd ~\n"
        'case "$1 $2" in\n'
        '"config set") mkdir -p .config/gcloud/configurations\n'
        "  printf '[core]\\naccount = you@acme.example\\nproject = %s\\n' \"$4\" "
        ">.config/gcloud/configurations/config_default;;\n"
        '"billing projects") touch .google/billed;;\n'
        '"services enable") touch .google/enabled;;\n'
        '"projects add-iam-policy-binding") touch .google/granted;;\n'
        '"auth application-default") mv .google/login.json .config/gcloud/application_default_credentials.json\n'
        "  cat .google/network >>.config/vxenv/profiles/first.toml;;\n"
        "esac",
    )
    stage.program("claude", "echo Hello!")


def ill(stage: Stage) -> None:
    """An old Claude Code, credentials in a path it does not read, and eu-client active by an rc file's hook."""
    old = stage.write("claude/versions/2.1.197", "#!/bin/sh\n")
    old.chmod(0o755)
    (stage.programs / "claude").symlink_to(old)
    stage.write(".bashrc", "#\n" * 11 + 'eval "$(vxenv init bash)"\n')
    stage.write(
        "acme/application_default_credentials.json",
        '{"type": "authorized_user", "client_id": "i", "client_secret": "s", "refresh_token": "t"}\n',
    )
    stage.write("acme/active_config", "acme")
    stage.write("acme/configurations/config_acme", "[core]\naccount = you@acme.example\nproject = acme-eu\n")
    stage.environment["CLOUDSDK_CONFIG"] = str(stage.home / "acme")
    stage.before.append("vxenv use eu-client")


def settings(stage: Stage) -> None:
    """A settings file of Claude Code that overrides the shell, as written by /setup-vertex."""
    stage.write(".claude/settings.json", '{\n  "env": {\n    "CLAUDE_CODE_USE_VERTEX": "1",\n'
                                         '    "CLOUD_ML_REGION": "us-east5"\n  }\n}\n')  # fmt: skip


def protected(stage: Stage) -> None:
    """The profile prod-global, protected and active."""
    prod(stage)
    path = stage.home / ".config/vxenv/profiles/prod-global.toml"
    path.write_text("protected = true\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    stage.before.append("vxenv use prod-global --yes")


def _profile(stage: Stage, name: str, **more: str) -> None:
    stage.write(f".config/vxenv/profiles/{name}.toml", _PROFILE.format(**more).replace('description = ""\n\n', ""))


def rc(stage: Stage) -> None:
    """An rc file that exports one configuration, and has another in a function."""
    stage.write(
        ".bashrc",
        "export CLAUDE_CODE_USE_VERTEX=1\nexport ANTHROPIC_VERTEX_PROJECT_ID=acme-prod\n"
        "export CLOUD_ML_REGION=global\nexport ANTHROPIC_DEFAULT_OPUS_MODEL=claude-opus-5-5\n"
        "export GITHUB_TOKEN=$(cat ~/.token)\n"
        "vertex_eu() {\n  export ANTHROPIC_VERTEX_PROJECT_ID=acme-eu CLOUD_ML_REGION=eu\n}\n",
    )


def leaving(stage: Stage) -> None:
    """A profile with a Sonnet that retires within days, and one without a Sonnet key."""
    stage.write(
        ".config/vxenv/profiles/dev.toml",
        '[vertex]\nproject = "acme-dev"\nregion = "global"\n\n[models]\nmain = "sonnet"\nopus = "claude-opus-5-5"\n'
        'haiku = "claude-haiku-4-5@20251001"\n',
    )
    _profile(
        stage, "prod", description="", project="acme-prod", region="us-east5",
        opus="claude-opus-4-6", sonnet="claude-sonnet-4-5@20250929",
    )  # fmt: skip


def quota(stage: Stage) -> None:
    """A stub of Claude Code with a request that exceeds its quota."""
    stage.program("claude", 'echo "API Error: Request rejected (429) · Quota exceeded for aiplatform.googleapis.com/'
                            'online_prediction_input_tokens_per_minute_per_base_model with base model: '
                            'anthropic-claude-opus-5-5." >&2; exit 1')  # fmt: skip


def cifile(stage: Stage) -> None:
    """The profile prod-global as a file of a repository."""
    path = stage.home / ".config/vxenv/profiles/prod-global.toml"
    stage.write("ci/prod.toml", path.read_text(encoding="utf-8"))


def envrc(stage: Stage) -> None:
    """A directory with an .envrc that exports one setup."""
    stage.write(
        "client-a/.envrc",
        "export CLAUDE_CODE_USE_VERTEX=1\nexport ANTHROPIC_VERTEX_PROJECT_ID=acme-eu\nexport CLOUD_ML_REGION=eu\n"
        "export ANTHROPIC_DEFAULT_OPUS_MODEL=claude-opus-5\nPATH_add bin\n",
    )


def gcloudconf(stage: Stage) -> None:
    """An active gcloud configuration named acme."""
    stage.write(".config/gcloud/active_config", "acme")
    stage.write(".config/gcloud/configurations/config_acme", "[core]\naccount = you@acme.example\nproject = acme-eu\n")


def sessions(stage: Stage) -> None:
    """Sessions of Claude Code in November under prod-global and eu-client, and one that was not recorded."""
    prod(stage)
    client(stage)
    days = {"prod-global": (2, 3, 5, 9, 10, 12, 16, 17, 18, 19), "eu-client": (3, 4, 10, 11, 12, 18)}
    places = {
        "prod-global": ("acme-prod", "global", "claude-opus-5-5"),
        "eu-client": ("acme-eu", "eu", "claude-opus-5"),
    }
    with patch.dict(os.environ, stage.environment, clear=True):
        for stack, (project, location, model) in places.items():
            for day in days[stack]:
                date, session = f"2026-11-{day:02}", f"{stack}-{day}"
                record_session(session, date, stack, project=project, location=location)
                write_session(stage.home, session, date, model=model, messages=day % 7 * 9 + 3)
        write_session(stage.home, "unknown", "2026-11-04", model="claude-sonnet-5", messages=12)
