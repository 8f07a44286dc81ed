"""Rules about variables with unexpected effects."""

import re
from collections.abc import Iterator

from vxenv.catalogue.environment import REGION_PREFIX, SKIP_AUTH, USE_VERTEX, is_on
from vxenv.catalogue.models import YES
from vxenv.catalogue.roles import find_provider
from vxenv.catalogue.secrets import is_secret_name
from vxenv.catalogue.variables import Variable, load_variables
from vxenv.checks.finding import ERROR, NOTE, WARNING, Finding, Fix
from vxenv.checks.lint.alternatives import is_harmless
from vxenv.checks.lint.rule import collect_rules
from vxenv.checks.lint.subject import Subject, is_stored, render_set_command
from vxenv.profiles.document import Setting

_GATEWAY = "CLAUDE_CODE_USE_GATEWAY"
_OFF = ("0", "false", "no", "off")
_ON = ("1", "true", "yes", "on")


def check_ignored_variable(subject: Subject) -> Iterator[Finding]:
    """The names of VERTEX_REGION_* variables are irregular. No version of Claude Code reads some names found on the
    web, such as VERTEX_REGION_CLAUDE_OPUS_4_6, and older versions do not read the variables of newer models. Claude
    Code does not report this. Under [regions], the model ID is enough.
    """
    read = subject.known.clients.find_client(subject.client).region_variables
    for name, setting in subject.resolved.settings.items():
        if not name.startswith(REGION_PREFIX) or setting.value is None:
            continue
        if name not in load_variables().by_name:
            yield _check_misnamed(subject, name, setting)
        elif name not in read and subject.slots:
            yield subject.make_finding(
                NOTE, name, f"Claude Code {subject.client} does not read {name}", (f"vxenv vars {name}",)
            )


def _check_misnamed(subject: Subject, name: str, setting: Setting) -> Finding:
    meant = _find_meant(name)
    owner = subject.find_owner(setting)
    hint = subject.render_unset(name)
    fix: Fix | None = None
    if meant and subject.find_setting(meant.name) is None and setting.value is not None and is_stored(owner.path):
        if is_harmless(subject, {meant.name: setting.value, name: None}):
            hint = f"{render_set_command(owner, [(meant.key, setting.value)])}; {hint}"
        model = subject.known.models.find(meant.field)
        if model and model.get_served(setting.value, subject.today) == YES:
            changes = {setting.key: None, (meant.table, meant.field): setting.value}
            fix = Fix(owner.name, setting.path, changes)
    return subject.make_finding(WARNING, name, f"no version of Claude Code reads {name}", (hint,), fix)


def _find_meant(name: str) -> Variable | None:
    """Return the variable with the same words as the misspelled `name`, in another order."""
    words = _split_words(name)
    return next(
        (one for one in load_variables().variables if one.family == "regions" and _split_words(one.name) == words),
        None,
    )


def _split_words(name: str) -> list[str]:
    words = name.removeprefix(REGION_PREFIX).removeprefix("CLAUDE_").split("_")
    return sorted(word for word in words if word != "0" and len(word) < 8)  # noqa: PLR2004 - a date has eight


def check_other_provider(subject: Subject) -> Iterator[Finding]:
    """The switch of any other provider takes precedence over Vertex, and no request goes to Vertex. Only the gateway's
    switch has no effect if Vertex is enabled.
    """
    if not is_on(subject.values, USE_VERTEX):
        return
    wins = find_provider(subject.values, subject.client, subject.known)
    for variable in load_variables().variables:
        if variable.family == "providers" and variable.type == "flag" and is_on(subject.values, variable.name):
            hints = (subject.render_unset(variable.name),)
            if variable.name == wins:
                yield subject.make_finding(
                    ERROR, variable.name, f"{variable.name} is on and takes precedence over Vertex", hints
                )
            elif variable.name != _GATEWAY:
                yield subject.make_finding(
                    WARNING, variable.name, f"{variable.name} is on although Vertex is enabled", hints
                )


def check_key_sent_to_gateway(subject: Subject) -> Iterator[Finding]:
    """With vertex.skip_auth, Claude Code sends ANTHROPIC_API_KEY and ANTHROPIC_AUTH_TOKEN to the base URL. A key that
    the profile sets is disclosed to the server there. Keys of the shell are unset while such a profile is active.
    """
    if subject.slots and is_on(subject.values, SKIP_AUTH):
        for variable in load_variables().variables:
            if variable.cleared == "skip_auth" and subject.values.get(variable.name):
                what = f"{variable.name} is sent to the base URL because authentication is skipped"
                yield subject.make_finding(WARNING, variable.name, what, (subject.render_unset(variable.name),))


def check_on_at_any_value(subject: Subject) -> Iterator[Finding]:
    """DISABLE_TELEMETRY and CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC are on at any non-empty value, even 0 and false.
    To turn them off, unset them: write false without quotes.
    """
    for variable in load_variables().variables:
        value = subject.values.get(variable.name, "")
        setting = subject.find_setting(variable.name)
        if variable.type == "presence" and setting and value.strip().lower() in _OFF:
            owner = subject.find_owner(setting)
            hint = render_set_command(owner, [(f"env.{variable.name}:", "false")])
            what = f'{variable.name} is on at any non-empty value, even "{value}"'
            yield subject.make_finding(WARNING, variable.name, what, (hint,))


def check_off_at_this_value(subject: Subject) -> Iterator[Finding]:
    """A switch of Claude Code is on at 1, true, yes and on, in any case, and off at any other value."""
    for variable in load_variables().variables:
        value = subject.values.get(variable.name, "")
        if variable.type in ("flag", "inverse") and value.strip() and value.strip().lower() not in (*_ON, *_OFF):
            yield subject.make_finding(
                WARNING, variable.name, f'{variable.name} is off at "{value}"; only 1, true, yes and on turn it on',
                (subject.render_unset(variable.name),),
            )  # fmt: skip


def check_unknown_variable(subject: Subject) -> Iterator[Finding]:
    """[env] can set any variable, and typos in names go unnoticed. This name looks like a variable of Claude Code, is
    not in the catalogue and is similar to a known one. It may be newer than the catalogue.
    """
    known = [one for one in load_variables().by_name if not is_secret_name(one)]
    for name, setting in subject.resolved.settings.items():
        looks = re.match(r"ANTHROPIC_|CLAUDE_CODE_|CLOUD_ML_|DISABLE_|GOOGLE_", name)
        if setting.value is None or name in load_variables().by_name or not looks:
            continue
        from vxenv.similarity import find_similar  # noqa: PLC0415 - only needed for an unknown variable

        close = find_similar(name, known, cutoff=0.88)
        if close:
            yield subject.make_finding(
                NOTE, name, f'unknown variable {name}; did you mean "{close[0]}"?',
                (f"vxenv vars {close[0]}", subject.render_unset(name)),
            )  # fmt: skip


RULES = collect_rules(
    check_ignored_variable,
    check_other_provider,
    check_key_sent_to_gateway,
    check_on_at_any_value,
    check_off_at_this_value,
    check_unknown_variable,
)
