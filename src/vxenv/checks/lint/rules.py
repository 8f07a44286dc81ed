"""All rules of lint, by name."""

from vxenv.checks.lint import (
    location_rules,
    model_rules,
    policy_rules,
    safety_rules,
    source_rules,
    telemetry_rules,
    variable_rules,
)
from vxenv.checks.lint.rule import Rule

RULES: dict[str, Rule] = {
    **location_rules.RULES,
    **model_rules.RULES,
    **variable_rules.RULES,
    **telemetry_rules.RULES,
    **safety_rules.RULES,
    **source_rules.RULES,
    **policy_rules.RULES,
}

# Rule name of the finding for a document that cannot be read.
INVALID = "invalid"
# Rule name of the finding for a file of a source that is not read.
IGNORED = "ignored-file"
EXPLANATIONS = {name: rule.explanation for name, rule in RULES.items()} | {
    INVALID: "The document cannot be used: it is not valid TOML, it has an unknown key or an invalid value, such as a"
    " project ID with capital letters or a location with a slash, or it extends an invalid profile.",
    IGNORED: "A file in the directory profiles of a source resembles a profile and is not read: vxenv reads only"
    " profiles/NAME.toml, and no directory below it. Reported by `vxenv lint --source`.",
}
