"""Rules about models."""

from collections.abc import Iterator

from vxenv.catalogue.environment import FAMILIES, PINS, SMALL_FAST_MODEL
from vxenv.catalogue.locations import GLOBAL
from vxenv.catalogue.models import ALIASES, MILLION, NO, Model
from vxenv.catalogue.roles import PROBED, Role
from vxenv.catalogue.variables import load_variables
from vxenv.checks.finding import ERROR, NOTE, WARNING, Finding, Fix
from vxenv.checks.lint.alternatives import find_newest, is_harmless, is_staying
from vxenv.checks.lint.rule import collect_rules
from vxenv.checks.lint.subject import Subject, is_stored, join_words, render_set_command, suggest_edit
from vxenv.checks.retirement_dates import DEPRECATED, RETIRED, RETIRING, find_ending
from vxenv.checks.unknown_models import describe_unknown, find_first
from vxenv.checks.unpinned_roles import describe_senders, find_unpinned


def check_retired_model(subject: Subject) -> Iterator[Finding]:
    """Vertex no longer serves the model. Requests fail with a 404 that names neither project nor location and looks
    like missing access. This is an error if the profile uses the model, by ID or by an unpinned alias that this
    version of Claude Code resolves to it. It is a warning if Claude Code falls back to an older model, and for a
    family that only a later /model or a subagent may use. Small/fast work falls back to the main model. `vxenv
    upgrade` suggests a replacement.
    """
    yield from _check_ending(subject, RETIRED, ERROR)
    yield from _check_unpinned(subject, RETIRED, ERROR)
    yield from _check_fallback(subject)


def check_retiring_model(subject: Subject) -> Iterator[Finding]:
    """The model retires from Vertex within 60 days. The profile names it, or this Claude Code sends it for an unpinned
    family. `vxenv upgrade` suggests a replacement. The dates are those of Vertex, not of the Anthropic API.
    """
    yield from _check_ending(subject, RETIRING, WARNING)
    yield from _check_unpinned(subject, RETIRING, WARNING)


def check_deprecated_model(subject: Subject) -> Iterator[Finding]:
    """Vertex still serves the model, but its retirement is announced, or it has retired on the Anthropic API. `vxenv
    upgrade` suggests a replacement.
    """
    yield from _check_ending(subject, DEPRECATED, WARNING)


def _check_ending(subject: Subject, rule: str, severity: str) -> Iterator[Finding]:
    for name, _, model in _list_named(subject):
        end = find_ending(model, subject.today) if model else None
        if model and end and end.rule == rule:
            setting = subject.find_setting(name)
            owner = subject.find_owner(setting) if setting else subject.top
            hint = f"vxenv upgrade {owner.name}" if is_stored(owner.path) else suggest_edit(owner)
            yield subject.make_finding(severity, name, f"{model.undated} {end.what}", (hint,))


def _check_unpinned(subject: Subject, rule: str, severity: str) -> Iterator[Finding]:
    """Yield a finding for each unpinned family with a model to which `rule` applies."""
    for entry in find_unpinned(subject):
        if entry.end.rule != rule:
            continue
        sends = f"{describe_senders(subject, entry.family)} sends {entry.model.id}, which {entry.end.what}"
        hints = _list_pins(subject, entry.family, entry.slot)
        if entry.roles:
            users = join_words([slot.name for slot in entry.roles])
            verb = "uses" if len(entry.roles) == 1 else "use"
            falls = subject.describe_fallback(entry.slot) if rule == RETIRED else ""
            what = f"{users} {verb} {entry.family}, which is not pinned: {sends}" + (f", and {falls}" if falls else "")
            yield subject.make_finding(
                WARNING if falls else severity,
                next((slot.via[0] for slot in entry.roles if slot.via), ""),
                what,
                hints,
            )
        else:
            fail = f"/model {entry.family} and subagents that use it {'will then ' if rule == RETIRING else ''}fail"
            yield subject.make_finding(WARNING, "", f"{entry.family} is not pinned: {sends}; {fail}", hints)


def _check_fallback(subject: Subject) -> Iterator[Finding]:
    """Yield a note if small/fast work uses a retired model by default."""
    small = next((slot for slot in subject.slots if slot.name == "small/fast" and slot.rule == "default"), None)
    model = subject.known.models.find(small.model) if small and subject.is_whole and not subject.is_gateway else None
    end = find_ending(model, subject.today) if model else None
    if small and end and end.rule == RETIRED and small.model != subject.slots[0].model:
        what = f"small/fast uses {small.model}, which {end.what}, and falls back to the main model"
        yield subject.make_finding(NOTE, "", what, _list_pins(subject, small.alias, small))


def _list_pins(subject: Subject, family: str, slot: Role) -> tuple[str, ...]:
    """Return the command that pins `family` to a model served in the location of `slot`, or that lists the models."""
    best = find_newest(subject, family, subject.find_place(slot))
    if best:
        return (render_set_command(subject.top, [(f"models.{family}", best.id)]),)
    return (f"vxenv models --family {family}",)


def check_model_id(subject: Subject) -> Iterator[Finding]:
    """Vertex model IDs have an @ before the date (claude-haiku-4-5@20251001), those of Anthropic's API a hyphen. Newer
    versions of Claude Code translate the API's spelling; older ones send it unchanged and get a 404. Aliases such as
    opus are valid in models.main, models.default and models.subagent. A key that pins a family sends an alias
    literally, and every key sends "default" literally. An unknown ID may be new and is only a note.
    """
    sent = {slot.origin: slot for slot in subject.slots if slot.origin}
    for name, value, model in _list_named(subject):
        plain = MILLION.sub("", value).strip()
        if plain.lower() in ALIASES:
            yield from _check_literal(subject, name, value, sent.get(name))
        elif model is None:
            near = _find_similar_model(subject, plain)
            yield subject.make_finding(
                NOTE, name, f'unknown model "{plain}"' + (f'; did you mean "{near}"?' if near else ""),
                (_suggest_model(subject, name, near),),
            )  # fmt: skip
        elif subject.known.models.classify_spelling(plain) not in ("vertex", "undated"):
            fixed = model.id + "".join(MILLION.findall(value))
            fails = name in sent and sent[name].model != model.id
            sure = plain.lower() in subject.known.models.ids
            yield subject.make_finding(
                ERROR if fails and sure else WARNING, name, f"{plain} is spelled {model.id} on Vertex",
                (subject.render_set(name, fixed),), subject.make_fix(name, fixed) if sure else None,
            )  # fmt: skip


def _check_literal(subject: Subject, name: str, value: str, slot: Role | None) -> Iterator[Finding]:
    known = load_variables().by_name[name]
    if known.type == "alias_or_model" and (slot is None or slot.model.lower() not in ALIASES):
        return
    alias = MILLION.sub("", value).strip().lower()
    there = {one.name: one for one in subject.slots}
    best = find_newest(subject, alias if alias in FAMILIES else "opus", subject.find_place(slot or there["main"]))
    hints = (subject.render_set(name, best.id),) if best else ("vxenv models",)
    yield subject.make_finding(ERROR, name, f"{value} is an alias, which this key sends to Vertex literally", hints)


def _suggest_model(subject: Subject, name: str, near: str) -> str:
    """Return the command that sets `name` to the model `near`, or to a replacement if that retires soon."""
    model = subject.known.models.find(near)
    if model and not is_staying(subject, model):
        model = find_newest(subject, model.family, GLOBAL)
    harmless = model and is_harmless(subject, {name: model.id})
    return subject.render_set(name, model.id) if model and harmless else "vxenv models"


def _find_similar_model(subject: Subject, text: str) -> str:
    """Return the ID that the unknown `text` most probably means, "" if it resembles none."""
    from vxenv.similarity import find_similar  # noqa: PLC0415 - only needed for an unknown ID

    # Usual mistakes: parts in another order, dots for hyphens, the publisher in front.
    parts = sorted(text.lower().replace(".", "-").replace("@", "-").rpartition("/")[2].split("-"))
    for model in subject.known.models.by_id.values():
        if parts in (sorted(model.undated.split("-")), sorted(model.id.replace("@", "-").split("-"))):
            return model.id
    return next(iter(find_similar(text.lower(), subject.known.models.by_id, cutoff=0.8)), "")


def check_unknown_to_client(subject: Subject) -> Iterator[Finding]:
    """This version of Claude Code is older than the model. It sends the ID unchanged and treats the model like a known
    one with a similar ID, or else assumes a default context window and 32K of output and ignores modelOverrides in its
    settings. A newer version supports the model.
    """
    for name, _, model in _list_named(subject):
        newer = find_first(subject, model.id) if model else None
        text = describe_unknown(subject, model.id) if model and newer else ""
        if text:
            yield subject.make_finding(NOTE, name, f"{text}; supported since {newer}", ("claude update",))


def check_unpinned(subject: Subject) -> Iterator[Finding]:
    """The models of opus, sonnet and haiku change silently with the version of Claude Code. At startup, Claude Code
    also sends a billed request for each of them that is not pinned, to find out whether the default answers. Pin all
    three.
    """
    if not subject.is_whole or subject.is_gateway:
        return
    found = {slot.name: slot for slot in subject.slots}
    open_ = [found[family] for family in PROBED if PINS[family] not in subject.values]
    if not open_:
        return
    models = {slot.name: subject.known.models.find(slot.model) for slot in open_}
    what = f"{join_words(list(models))} not pinned: the " + (
        "model depends on the Claude Code version, which probes it at startup"
        if len(models) == 1
        else "models depend on the Claude Code version, which probes them at startup"
    )
    pins = [(f"models.{slot.name}", _make_pin(subject, slot, models[slot.name])) for slot in open_]
    yield subject.make_finding(NOTE, "", what, (render_set_command(subject.top, pins),))


def _make_pin(subject: Subject, slot: Role, model: Model | None) -> str:
    """Return the model to pin a family to: its current one, unless that is not served or retires soon."""
    if model and slot.served != NO and is_staying(subject, model):
        return slot.model
    best = find_newest(subject, slot.name, slot.location)
    return best.id if best else slot.model


def check_old_alias(subject: Subject) -> Iterator[Finding]:
    """The version of Claude Code determines the model of an unpinned alias, which may be older on Vertex than on
    Anthropic's own API: before Claude Code 2.1.332, sonnet is Sonnet 4.5, which retires from Vertex on 2026-11-30.
    """
    reported = set()
    ending_soon = {one.model.id for one in find_unpinned(subject) if one.roles}  # reported by retired-model
    for slot in subject.slots:
        model = subject.known.models.find(slot.model)
        if (
            slot.origin
            or not slot.alias
            or not slot.via
            or model is None
            or slot.via[0] in reported
            or model.id in ending_soon
        ):
            continue
        best = find_newest(subject, model.family, subject.find_place(slot))
        if best and best.age > model.age and is_harmless(subject, {PINS[model.family]: best.id}):
            reported.add(slot.via[0])
            end = find_ending(model, subject.today)
            yield subject.make_finding(
                WARNING, slot.via[0],
                f"{slot.alias} is {model.id} on Vertex{f' ({end.what})' if end else ''}; {best.id} is newer",
                (render_set_command(subject.top, [(f"models.{model.family}", best.id)]),),
            )  # fmt: skip


def check_no_million(subject: Subject) -> Iterator[Finding]:
    """[1m] requests a context window of one million tokens. For a model without one, Claude Code assumes a window that
    does not exist, and sends a beta header for it. Models with a native window of one million tokens do not need [1m].
    """
    reported = set()
    for slot in subject.slots:
        model = subject.known.models.find(slot.model)
        name = next(
            (one for one in (*slot.via, slot.origin) if one and MILLION.search(subject.values.get(one, ""))), ""
        )
        if model is None or not slot.million or not name or name in reported or subject.is_gateway:
            continue
        reported.add(name)
        plain = MILLION.sub("", subject.values[name]).strip()
        hints = (subject.render_set(name, plain),)
        if model.context == "200K" and slot.beta:
            yield subject.make_finding(
                WARNING, name, f"{model.id} has a 200K context window and does not support [1m]", hints
            )
        elif model.context == "1M" and not subject.known.clients.find_client(subject.client).million_always:
            # Older versions assume one million tokens for most models only with [1m].
            yield subject.make_finding(
                NOTE, name, f"{model.id} has a 1M context window without [1m]", hints,
                subject.make_fix(name, plain),
            )  # fmt: skip


def check_small_fast(subject: Subject) -> Iterator[Finding]:
    """ANTHROPIC_SMALL_FAST_MODEL is deprecated but still overrides ANTHROPIC_DEFAULT_HAIKU_MODEL for background work.
    If both keys are set, the deprecated one takes effect.
    """
    setting, other = subject.find_setting(SMALL_FAST_MODEL), subject.find_setting(PINS["haiku"])
    if not subject.slots or setting is None or setting.value is None:
        return
    haiku = other.value if other else None
    what = "models.small_fast is deprecated"
    if haiku is not None:
        same = setting.value == haiku
        what += " and equal to models.haiku" if same else f" but overrides models.haiku ({haiku})"
    owner = subject.find_owner(setting)
    hint = subject.render_unset(SMALL_FAST_MODEL)
    changes = {PINS["haiku"]: setting.value, SMALL_FAST_MODEL: None}
    if haiku is None and is_stored(owner.path) and is_harmless(subject, changes):
        hint = f"{render_set_command(owner, [('models.haiku', setting.value)])}; {hint}"
    fix: Fix | None = None
    if other and other.path == setting.path and setting.value == haiku:
        fix = subject.make_fix(SMALL_FAST_MODEL, None)
    yield subject.make_finding(WARNING, SMALL_FAST_MODEL, what, (hint,), fix)


def _list_named(subject: Subject) -> list[tuple[str, str, Model | None]]:
    """Return the variables that name models, with their values and models; none for a gateway with its own names."""
    if not subject.slots or subject.is_gateway:
        return []
    names = [one.name for one in load_variables().variables if one.type in ("model", "alias_or_model")]
    found = [(name, subject.values[name]) for name in names if subject.values.get(name)]
    return [(name, value, subject.known.models.find(value)) for name, value in found]


RULES = collect_rules(
    check_retired_model,
    check_retiring_model,
    check_deprecated_model,
    check_model_id,
    check_unknown_to_client,
    check_unpinned,
    check_old_alias,
    check_no_million,
    check_small_fast,
)
