"""The rules of lint, by name.

A new rule is a function `check_NAME` in the *_rules.py of its subject, and its name in the list at that file's end.
"""

from vxenv.checks.lint import location_rules, model_rules, safety_rules, variable_rules
from vxenv.checks.lint.rule import Rule

RULES: dict[str, Rule] = {**location_rules.RULES, **model_rules.RULES, **variable_rules.RULES, **safety_rules.RULES}

# What the commands call a document that no rule can look at.
INVALID = "invalid"
EXPLANATIONS = {name: rule.explanation for name, rule in RULES.items()} | {
    INVALID: "The document cannot be used at all: it is no TOML, has a key that does not exist, or a value that cannot"
    " be right, such as a project id with capitals or a location with a slash; or what it builds on cannot be."
}
