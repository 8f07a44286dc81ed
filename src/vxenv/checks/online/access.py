"""What a doctor asks online: whether Google lets this project and this account do what Claude Code will do."""

from collections.abc import Generator, Iterator
from urllib.parse import urlsplit

from vxenv.catalogue.locations import kind
from vxenv.catalogue.models import Models
from vxenv.catalogue.roles import Slot
from vxenv.catalogue.sightings import QUOTA, SERVED
from vxenv.checks.health import FAILED, NOTE, OK, WARNING, Check
from vxenv.checks.online.probing import UNCLEAR, asking
from vxenv.checks.online.target import Target
from vxenv.google.api import Cloud, Quota, Reply
from vxenv.google.failures import PREDICT, DiagnosedError, Diagnosis, diagnosis
from vxenv.google.http import Http
from vxenv.google.tokens import Token, obtain
from vxenv.paths import printable, shown

SERVICES = ("serviceusage", "cloudbilling", "cloudresourcemanager", "cloudquotas")  # what is asked besides Vertex AI

# What matters whichever API says it.
_GRAVE = ("billing-off", "unknown-project", "token-rejected", "quota-project-denied", "insecure", "vpc")
_BY_ITSELF = ("main", "small/fast", "subagent")


def announcement(target: Target, *, spend: bool = False) -> str:
    """Return what `online_checks` will ask and of whom, in one line for people, with what it costs."""
    questions = _questions(target)
    hosts = ", ".join(sorted({urlsplit(slot.url).netloc.rpartition("@")[2] for slot in questions}))
    cost = "each model is called for one token, which is billed" if spend else "it costs nothing"
    extra = "" if target.skip_auth else "a token; "
    counted = f"{len(questions)} model{'' if len(questions) == 1 else 's'}"
    return f"asks Google about {target.project}: {extra}billing, API, IAM and quota; {counted} at {hosts}; {cost}"


def online_checks(target: Target, models: Models, *, spend: bool = False, http: Http) -> Generator[Check, None, None]:
    """Ask Google, and yield a `health.Check` for each thing that was looked at.

    In this order: ``credentials`` (a token), ``billing``, ``api`` (Vertex AI is enabled), ``iam``
    (aiplatform.endpoints.predict), one for each request that the client would make, named by its role (``main``,
    ``small/fast``, …; roles that ask for the same stand together), and ``quota`` for what Google says is 0. Without a
    token only the first.

    `target` is from `target.aimed`; `models` is the catalogue's. With `spend`, models are called for a token each,
    which is billed; without, everything is free. Nothing is printed, stored or changed; at most four requests are
    under way at a time, and closing the iterator ends them. Print `announcement` before, and let the user agree to
    `target.recipients`: `http` holds to whom they did.
    """
    token: Token | None = None
    if target.skip_auth:
        yield Check("credentials", NOTE, "left to the gateway, since vertex.skip_auth is on")
    else:
        try:
            token = obtain(target.environment, http)
        except DiagnosedError as error:
            yield _check("credentials", FAILED, error.diagnosis)
            return
        yield Check("credentials", OK, f"a token for {_whose(token)}")
    cloud = Cloud(http, target.environment, target.project, token)
    if token:
        yield _billing(cloud.billing(), target, token)  # first: without it no API can be enabled
        yield _api(cloud.api(), target, token)
        yield _iam(cloud.permissions(), target, token)
    yield from _requests(cloud, target, token, spend=spend)
    if token:
        yield from _quotas(cloud, target, models)


def _whose(token: Token) -> str:
    who = token.account.partition(":")[2] or ("a person" if token.personal else "this machine")
    place = shown(token.origin) if token.origin.startswith("/") else token.origin
    return printable(f"{who}, from {place}")


def _check(name: str, state: str, wrong: Diagnosis) -> Check:
    return Check(name, state, printable(wrong.what), printable(wrong.fix))


def _of_another(name: str, wrong: Diagnosis, target: Target, token: Token) -> Check:
    """Return what a failure of another API than Vertex's tells: most often only that it cannot be told."""
    wrong = wrong.known(project=target.project, account=token.account)
    if wrong.name in _GRAVE:
        return _check(name, FAILED, wrong)
    return Check(name, NOTE, printable(f"cannot be told: {wrong.what}"))


def _api(reply: Reply, target: Target, token: Token) -> Check:
    if reply.wrong:
        return _of_another("api", reply.wrong, target, token)
    state = reply.data.get("state")
    if state == "ENABLED":
        return Check("api", OK, f"the Vertex AI API is enabled in {target.project}")
    if state == "DISABLED":
        return _check("api", FAILED, diagnosis("api-off", project=target.project, service="aiplatform.googleapis.com"))
    return Check("api", NOTE, "cannot be told: the answer has no state")


def _billing(reply: Reply, target: Target, token: Token) -> Check:
    """Return whether somebody pays. An account may lack the permission to see it, and most lack it."""
    if reply.wrong:
        return _of_another("billing", reply.wrong, target, token)
    enabled = reply.data.get("billingEnabled", False)  # JSON of protobuf leaves out what is false
    if enabled is True:
        return Check("billing", OK, f"billing is enabled in {target.project}")
    if enabled is False:
        return _check("billing", FAILED, diagnosis("billing-off", project=target.project))
    return Check("billing", NOTE, "cannot be told: the answer has no billingEnabled")


def _iam(reply: Reply, target: Target, token: Token) -> Check:
    if reply.wrong:
        return _of_another("iam", reply.wrong, target, token)
    granted = reply.data.get("permissions", [])
    if isinstance(granted, list) and PREDICT in granted:
        return Check("iam", OK, f"the account has {PREDICT} in {target.project}")
    facts = {"project": target.project, "account": token.account, "permission": PREDICT}
    return _check("iam", FAILED, diagnosis("iam", **facts))


def _questions(target: Target) -> list[Slot]:
    """Return one request for each model and location that the client would ask for."""
    found: dict[tuple[str, str], Slot] = {}
    for slot in target.slots:
        found.setdefault((slot.model, slot.location), slot)
    return list(found.values())


def _requests(cloud: Cloud, target: Target, token: Token | None, *, spend: bool) -> Iterator[Check]:
    questions = [(slot.model, slot.location) for slot in _questions(target)]
    found = {(one.model, one.location): one for one in asking(cloud, questions, spend=spend)}
    account = token.account if token else ""
    for question in questions:
        roles = [slot for slot in target.slots if (slot.model, slot.location) == question]
        name = ", ".join(slot.name for slot in roles)
        said = printable(f"{question[0]} at {question[1]}")
        one = found[question]
        # What nobody chose and no session starts with may be missing: an alias that is not used.
        needed = any(slot.origin or slot.name in _BY_ITSELF for slot in roles)
        wrong = one.wrong.known(account=account) if one.wrong else None
        if one.verdict == SERVED:
            yield Check(name, OK, f"{said} answers ({one.seconds * 1000:.0f} ms)")
        elif one.verdict == UNCLEAR:
            hint = f"vxenv probe {target.name}".rstrip() + " --spend"
            yield Check(name, NOTE, f"{said} cannot be told for free", hint)
        elif wrong and one.verdict == QUOTA:
            yield _check(name, WARNING, wrong)
        elif wrong:
            yield _check(name, FAILED if needed and wrong.name != "overloaded" else WARNING, wrong)


def _quotas(cloud: Cloud, target: Target, models: Models) -> Iterator[Check]:
    try:
        found = cloud.quotas()
    except DiagnosedError as error:
        yield Check("quota", NOTE, printable(f"cannot be told: {error.diagnosis.what}"))
        return
    none = [(slot, quota) for slot in _questions(target) for quota in found if _binds(quota, slot, models)]
    for slot, quota in none:
        facts = {"project": target.project, "model": slot.model, "location": slot.location, "metric": quota.metric}
        yield _check("quota", WARNING, diagnosis("quota", **facts))
    if found and not none:
        yield Check("quota", OK, "no quota of these models is 0")


def _binds(quota: Quota, slot: Slot, models: Models) -> bool:
    """Tell whether `quota` is 0, and for what `slot` asks.

    Models since Opus 4.8 share one by family, the others have their own; global and multi-regions have metrics of
    their own: https://docs.cloud.google.com/gemini-enterprise-agent-platform/models/partner-models/claude/quotas
    """
    model = models.find(slot.model)
    if quota.value != 0 or model is None:
        return False
    if quota.model not in (f"anthropic-{model.undated}", f"anthropic-claude-{model.family}"):
        return False
    metric = quota.metric.rpartition("/")[2]
    place = kind(slot.location)
    if place == "global":
        return metric.startswith("global_")
    if place == "multi":
        return metric.startswith(f"{slot.location}_multi_region_")
    return metric.startswith("online_prediction_") and quota.region in ("", slot.location)
