"""Provide facts of the reference and the manual that are in no table of the code."""

EXITS = {
    "0": "success",
    "1": "a failure, a difference, or an error that `lint` or `doctor` found",
    "2": "wrong usage, or an unknown name",
    "3": "refused: a protected profile without `--yes`, or something that is not allowed",
    "130": "interrupted",
}
ENVIRONMENT = {
    "VXENV_CONFIG_DIR": "directory of profiles and config.toml [default: `~/.config/vxenv`]",
    "VXENV_STATE_DIR": "directory of trust records, history and ledger [default: `~/.local/state/vxenv`]",
    "VXENV_CACHE_DIR": "directory of plans, which can be deleted at any time [default: `~/.cache/vxenv`]",
    "VXENV_QUIET": "`1` suppresses informational output",
    "VXENV_DEBUG": "`1` traces on stderr what vxenv reads, decides and requests, with times; also in the hook",
    "VXENV_TODAY": "a date (`2027-01-01`) that counts as today [default: today in UTC]",
    "VXENV_PAGER": "the pager for long output on a terminal; overrides `PAGER`; empty for none [default: `less`]",
    "NO_COLOR": "`1` disables colours; `--color always` overrides it",
    "FORCE_COLOR": "`1` colours output without a terminal too; `NO_COLOR` takes precedence",
    "CLICOLOR_FORCE": "like `FORCE_COLOR`",
}
EXPORTED = {
    "VXENV_PROFILE": "the active profile or stack (`prod+opus`); unset if no profile is active",
    "VXENV_REASON": "the reason: `use`, `off`, `default` or the path of the directory file",
    "VXENV_PROTECTED": "`1` while the active stack is protected; otherwise unset",
}
