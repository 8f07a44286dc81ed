"""What the reference and the manual say that stands in no table of the code."""

EXITS = {
    "0": "done",
    "1": "a difference, an error that `lint` or `doctor` found, or a failure",
    "2": "usage, or an unknown name",
    "3": "refused: protected without `--yes`, or not allowed",
    "130": "interrupted",
}
ENVIRONMENT = {
    "VXENV_CONFIG_DIR": "profiles and config.toml; by default `~/.config/vxenv`",
    "VXENV_STATE_DIR": "consent and history; by default `~/.local/state/vxenv`",
    "VXENV_CACHE_DIR": "plans, which may be deleted at any time; by default `~/.cache/vxenv`",
    "VXENV_QUIET": "1: no lines that were not asked for",
    "VXENV_DEBUG": "1: say on stderr what is read, decided and asked, with times, also where the hook runs",
    "VXENV_TODAY": "a date (`2027-01-01`) that counts as today, to look ahead; without it, today is the date in UTC",
    "VXENV_PAGER": "the pager for long output on a terminal, before `PAGER` and `less`; empty for none",
    "NO_COLOR": "1: no colours",
}
EXPORTED = {
    "VXENV_PROFILE": "the active profile, or the stack (`prod+opus`); unset where none is active",
    "VXENV_REASON": "why: `use`, `off`, `default`, or the path of the directory file",
    "VXENV_PROTECTED": "1 while what is active is protected",
}
