"""Faults in a home for the tests of doctor, one per function."""

import json
import shutil
import subprocess
from pathlib import Path

from commandline import called
from doctor_home import HOOK, KEY, PROFILE, World
from sources.repositories import Repository

# Variables that are changed manually while the profile is active.
Variables = dict[str, str | None]


def no_rc(world: World) -> None:
    (world.home / ".bashrc").unlink()
    world.env.update(dict.fromkeys(HOOK))


def rc_of_a_lost_file(world: World) -> None:
    (world.home / ".bashrc").write_text('[ -t 1 ]; . "$HOME/.config/vxenv/init.bash"\n')


def rc_of_an_old_file(world: World) -> None:
    (world.home / ".bashrc").write_text("source ~/.config/vxenv/init.bash\n")
    (world.home / ".config/vxenv/init.bash").write_text("__vxenv_version='0.0.1'\n")


def hook_without_its_other_part(world: World) -> None:
    called("setup", "--shell", "bash", "--yes")
    (file,) = (world.home / ".local/state/vxenv/shell").glob("cold-*.bash")
    file.unlink()


def no_hook(world: World) -> None:
    world.env.update(dict.fromkeys(HOOK))


def old_hook(world: World) -> None:
    world.env["__VXENV_HOOK"] = "bash 0.0.1 home"


def hook_out_of_line(world: World) -> None:
    world.env["__VXENV_PROMPTS"] = "mine"


def other_vxenv(world: World) -> None:
    (world.home / "first").mkdir()
    shutil.copy(world.tools / "empty", world.home / "first" / "vxenv")
    world.env["PATH"] = f"{world.home / 'first'}:{world.env['PATH']}"


def no_vxenv(world: World) -> None:
    (world.tools / "vxenv").unlink()


def broken_config(world: World) -> None:
    (world.home / ".config/vxenv/config.toml").write_text("quiet = 1\n")


def broken_catalogue(world: World) -> None:
    (world.home / ".config/vxenv/catalogue.toml").write_text("[models\n")


def config_for_everybody(world: World) -> None:
    (world.home / ".config/vxenv").chmod(0o777)


def profile_for_everybody(world: World) -> None:
    (world.home / ".config/vxenv").chmod(0o755)
    world.profile(PROFILE).chmod(0o666)


def no_claude(world: World) -> None:
    (world.tools / "claude").unlink()


def claude_off_the_path(world: World) -> None:
    no_claude(world)
    world.claude("2.1.330", ".local/bin")


def old_claude(world: World) -> None:
    world.claude("2.1.197")


def broken_profile(world: World) -> None:
    world.profile("[vertex\n")


def no_such_parent(world: World) -> None:
    world.profile('extends = "gone"\n')


def retired_model(world: World) -> None:
    world.profile(PROFILE.replace("claude-sonnet-5", "claude-sonnet-4@20250514"))


def by_hand(world: World) -> Variables:
    return {"CLOUD_ML_REGION": "us"}


def damaged_record(world: World) -> Variables:
    return {"__VXENV_STATE": "1 CLOUD_ML_REGION:xx"}


def settings_win(world: World) -> None:
    world.settings('{"env": {"CLOUD_ML_REGION": "us"}}')


def own_settings_win(world: World) -> None:
    world.profile('[vertex]\nproject = "acme-us"\nregion = "us"\n', "q")
    (world.home / ".claude").mkdir()
    path = str(world.home / ".claude/settings.json")
    command = [str(world.tools / "vxenv"), "export", "q", "--format", "claude-settings", "--write", path]
    subprocess.run(command, check=True, capture_output=True, env=world.environment())


def broken_settings(world: World) -> None:
    world.settings("{")


def bedrock(world: World) -> Variables:
    return {"CLAUDE_CODE_USE_BEDROCK": "1"}


def no_project(world: World) -> None:
    world.profile(PROFILE.replace('project = "acme-eu"\n', ""))


def quota_as_project(world: World) -> None:
    no_project(world)
    world.credentials(KEY | {"quota_project_id": "acme-quota"})


def key_to_gateway(world: World) -> Variables:
    gateway = 'base_url = "https://gateway.example/v1"\nskip_auth = true\n'
    world.profile(PROFILE.replace("[models]", f"{gateway}[models]"))
    return {"ANTHROPIC_API_KEY": "sk-ant-secret123"}


def gateway_without_address(world: World) -> None:
    world.profile(PROFILE.replace("[models]", "skip_auth = true\n[models]"))


def no_credentials(world: World) -> None:
    world.key.unlink()


def lost_key(world: World) -> None:
    world.profile(PROFILE + '[google]\ncredentials = "~/keys/gone.json"\n')


def key_is_a_directory(world: World) -> None:
    world.profile(PROFILE + '[google]\ncredentials = "~/keys"\n')
    (world.home / "keys").mkdir()


def key_leads_nowhere(world: World) -> None:
    world.key.unlink()
    world.key.symlink_to(world.home / "gone")


def key_is_no_json(world: World) -> None:
    world.credentials('{"type": "authorized_user",')


def key_lacks_a_field(world: World) -> None:
    world.credentials({"type": "authorized_user", "client_id": "i"})


def key_of_no_type(world: World) -> None:
    world.credentials({"type": "mine"})


def key_too_long(world: World) -> None:
    world.credentials(" " * (1024 * 1024 + 1))


def key_empty(world: World) -> None:
    world.credentials("")


def ignored_folder(world: World) -> None:
    world.key.unlink()
    world.profile(PROFILE + '[google]\nconfig_dir = "~/acme"\n')
    (world.home / "acme").mkdir()
    file = world.home / "acme" / world.key.name
    file.write_text(json.dumps(KEY))
    file.chmod(0o600)


def readable_key(world: World) -> None:
    world.key.chmod(0o644)


def other_quota(world: World) -> None:
    world.credentials(KEY | {"quota_project_id": "other"})


def no_token(world: World) -> None:
    source = {"file": str(world.home / "token")}
    more = {"audience": "a", "subject_token_type": "t", "token_url": "u", "credential_source": source}
    world.credentials({"type": "external_account", **more})


def unknown_configuration(world: World) -> Variables:
    return {"CLOUDSDK_ACTIVE_CONFIG_NAME": "nope"}


def proxy_without_scheme(world: World) -> Variables:
    return {"HTTPS_PROXY": "proxy.example:3128"}


def socks(world: World) -> Variables:
    return {"HTTPS_PROXY": "socks5://me:s3cret@proxy.example:1080"}


def socks_of_the_profile(world: World) -> None:
    world.profile(PROFILE + '[network]\nhttps_proxy = "socks5://proxy.example:1080"\n')


def lost_certificates(world: World) -> Variables:
    return {"NODE_EXTRA_CA_CERTS": str(world.home / "ca.pem")}


def no_certificates(world: World) -> Variables:
    (world.home / "ca.pem").write_text("hello")
    return {"NODE_EXTRA_CA_CERTS": str(world.home / "ca.pem")}


def _add_source(world: World, files: dict[str, str] | None = None, *words: str) -> None:
    """Add a repository as source acme."""
    team = Repository(world.home / "team.git")
    team.commit({"profiles/prod.toml": PROFILE, **(files or {})})
    git = shutil.which("git")
    assert git
    (world.tools / "git").symlink_to(git)
    assert 0 == called("source", "add", "acme", team.url, "--yes", *words).code


def _find_source(world: World) -> Path:
    return world.home / ".local/state/vxenv/sources/acme"


def damaged_source(world: World) -> None:
    _add_source(world)
    (_find_source(world) / "record.toml").write_text("url = 1\n")


def changed_source(world: World) -> None:
    _add_source(world)
    (_find_source(world) / "profiles/prod.toml").write_text(PROFILE.replace("acme-eu", "evil"))


def broken_catalogue_of_a_source(world: World) -> None:
    _add_source(world, {"catalogue.toml": "# facts\n"})
    (_find_source(world) / "catalogue.toml").write_text("[models\n")


def value_for_a_source(world: World) -> None:
    _add_source(world, {"source.toml": 'required = ["google.project"]\n'}, "--set", "google.project=acme-eu")
    (world.home / ".config/vxenv/sources/acme.toml").unlink()


def broken_values(world: World) -> None:
    _add_source(world)
    (world.home / ".config/vxenv/sources").mkdir()
    (world.home / ".config/vxenv/sources/acme.toml").write_text("[vertex\n")


def source_for_everybody(world: World) -> None:
    _add_source(world)
    _find_source(world).chmod(0o777)


def source_without_git(world: World) -> None:
    _add_source(world)
    world.env["PATH"] = str(world.tools)
    (world.tools / "git").unlink()


def source_without_signers(world: World) -> None:
    _add_source(world)
    record = _find_source(world) / "record.toml"
    record.write_text(f'{record.read_text()}require_signed = "{world.home}/signers"\n')
