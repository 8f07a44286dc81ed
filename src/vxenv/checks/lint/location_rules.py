"""Rules about locations, projects and the base URL."""

import re
from collections.abc import Iterator

from vxenv.catalogue.environment import BASE_URL, LOCATION, PROJECT, QUOTA_PROJECT, SKIP_AUTH, is_on
from vxenv.catalogue.locations import FALLBACK, GLOBAL, suggest_location
from vxenv.catalogue.models import NO, UNKNOWN, Model
from vxenv.catalogue.roles import Role
from vxenv.catalogue.sightings import WORDS
from vxenv.catalogue.variables import load_variables
from vxenv.checks.finding import ERROR, NOTE, WARNING, Finding
from vxenv.checks.lint.alternatives import find_newest, find_places, is_harmless, is_improved
from vxenv.checks.lint.rule import collect_rules
from vxenv.checks.lint.subject import Subject, is_stored, join_words, render_set_command, suggest_opening
from vxenv.errors import quote_word

_VERSION = re.compile(r"/v[0-9][a-z0-9]*$")


def check_unknown_location(subject: Subject) -> Iterator[Finding]:
    """A location that is not in the catalogue is usually a typo: us-east-5 for us-east5, europe for eu. Claude Code
    checks the form of a location, not its existence; requests then fail with an unknown host or a 404. A location that
    resembles no known one is only a note: Google may have added it since.
    """
    for name in _list_location_variables():
        value = subject.values.get(name)
        if value is None or value in subject.known.locations or _is_answering(subject, value):
            continue
        better = suggest_location(value, subject.known.locations)
        if better:
            harmless = is_harmless(subject, {name: better})
            yield subject.make_finding(
                WARNING, name, f'unknown location "{value}"; did you mean "{better}"?',
                (subject.render_set(name, better) if harmless else f"vxenv models --location {better}",),
                subject.make_fix(name, better) if _extract_letters(value) == _extract_letters(better) else None,
            )  # fmt: skip
        else:
            yield subject.make_finding(NOTE, name, f'unknown location "{value}"', ("vxenv models",))


def _is_answering(subject: Subject, location: str) -> bool:
    """Tell whether any model answered a recent probe in `location`."""
    return any(place == location and one.served for (_, place), one in subject.seen.items())


def _extract_letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def check_not_served(subject: Subject) -> Iterator[Finding]:
    """Not every location serves every model: models newer than Sonnet 4.6 are served only in global, us and eu, older
    ones in global and a few regions. Elsewhere a request fails with a 404 or "not servable in region". This is an
    error for a model that is pinned or named. For an unpinned alias it is a warning: Claude Code falls back to the
    newest older model that answers, at another price and with other abilities. To fix it, change the location, set one
    for this model under [regions], or select another model.
    """
    for slot, model in _list_requests(subject):
        if (
            slot.served == NO
            and slot.location_origin
            and not model.is_gone(subject.today)
            and not subject.find_sighting(slot)
        ):
            what = f"{slot.model} is not served in {slot.location} ({slot.name})"
            falls = subject.describe_fallback(slot)
            yield subject.make_finding(
                WARNING if falls else ERROR, slot.origin or slot.location_origin,
                f"{what}; Claude Code {falls}" if falls else what, _list_remedies(subject, slot, model),
            )  # fmt: skip


def check_unverified_location(subject: Subject) -> Iterator[Finding]:
    """It is unknown whether the location serves the model: no page or sample of Google's and no report known to vxenv
    mentions it. It may work, but a location that is known to serve the model is safer. Record your own results in
    catalogue.toml in vxenv's configuration directory.
    """
    for slot, model in _list_requests(subject):
        if subject.find_sighting(slot):
            continue  # a probe is better evidence
        if slot.served == UNKNOWN and slot.location_origin and slot.location in subject.known.locations:
            known = f"known locations: {', '.join(model.locations)}" if model.locations else "no known locations"
            yield subject.make_finding(
                NOTE, slot.origin or slot.location_origin,
                f"{slot.model} is not known to be available in {slot.location} ({slot.name}); {known}",
                _list_remedies(subject, slot, model),
            )  # fmt: skip


def check_seen_refused(subject: Subject) -> Iterator[Finding]:
    """A probe of the model in this location failed within the last week, with this project: the location does not
    serve the model, or the project has no access to it. Run `vxenv probe` again after fixing the cause.
    """
    for slot, model in _list_requests(subject):
        seen = subject.find_sighting(slot)
        if seen and not seen.served and slot.location_origin:
            name = f" {subject.name}" if is_stored(subject.top.path) else ""
            again = f"vxenv probe{name} --models {quote_word(slot.model)} --locations {quote_word(slot.location)}"
            yield subject.make_finding(
                WARNING, slot.origin or slot.location_origin,
                f"{slot.model} in {slot.location} ({slot.name}): {WORDS[seen.verdict]}, probed on {seen.at:%Y-%m-%d}",
                (*_list_remedies(subject, slot, model), again),
            )  # fmt: skip


def _list_requests(subject: Subject) -> Iterator[tuple[Role, Model]]:
    """Yield each request for a known, correctly spelled model that the profile itself causes."""
    yielded = set()
    if not subject.is_placed or subject.is_gateway:
        return
    for slot in subject.slots:
        model = subject.known.models.find(slot.model)
        # The models that a session starts with count too, unless the profile is only a layer.
        meant = slot.origin or (subject.is_whole and slot.name in ("main", "small/fast"))
        if model is None or not meant or (slot.model, slot.location) in yielded:
            continue
        if subject.known.models.classify_spelling(slot.model) in ("vertex", "undated"):
            yielded.add((slot.model, slot.location))
            yield slot, model


def _list_remedies(subject: Subject, slot: Role, model: Model) -> tuple[str, ...]:
    """Return the commands that make the request of `slot` succeed, the smallest change first.

    None of them makes another request fail or sends requests to another part of the world.
    """
    ways = []
    own = model.region_variable if model.region_variable in _list_region_variables(subject) else ""
    for name in filter(None, dict.fromkeys((own, slot.location_origin))):
        places = find_places(model, slot.location)
        place = next((place for place in places if is_improved(subject, slot, {name: place})), "")
        if place and subject.find_setting(name):
            ways.append(subject.render_set(name, place))
        elif place:
            ways.append(render_set_command(subject.top, [(load_variables().by_name[name].key, place)]))
    other = find_newest(subject, model.family, slot.location)
    if other and slot.origin and is_improved(subject, slot, {slot.origin: other.id}):
        ways.append(subject.render_set(slot.origin, other.id))
    return tuple(dict.fromkeys(ways)) or (f"vxenv models --location {slot.location}",)


def _list_region_variables(subject: Subject) -> tuple[str, ...]:
    return subject.known.clients.find_client(subject.client).region_variables


def check_unset_region(subject: Subject) -> Iterator[Finding]:
    """Without a location, Claude Code uses us-east5, and no single region serves models newer than Sonnet 4.6: newer
    versions fall back to an older model there, and fail if the model is pinned. A profile that sets the project should
    also set the location.
    """
    if LOCATION in subject.values or not subject.is_whole or subject.is_gateway:
        return
    refused = [slot for slot, model in _list_requests(subject) if slot.served == NO and slot.location_origin == ""]
    failing = [slot for slot in refused if not subject.describe_fallback(slot)]
    what = f"no location: Claude Code uses {FALLBACK}"
    if refused:
        models = [f"{slot.model} ({slot.name})" for slot in failing or refused]
        what += f", which does not serve {join_words(models)}"
    if refused and not failing:
        what += f", and {subject.describe_fallback(refused[0])}"
    yield subject.make_finding(
        ERROR if failing else WARNING, LOCATION, what, (subject.render_set(LOCATION, GLOBAL),)
    )  # fmt: skip


def check_unset_project(subject: Subject) -> Iterator[Finding]:
    """Claude Code needs ANTHROPIC_VERTEX_PROJECT_ID: contrary to its documentation, neither GOOGLE_CLOUD_PROJECT nor
    gcloud's project replaces it. Newer versions use the quota project if there is one.
    """
    if LOCATION not in subject.values or PROJECT in subject.values or subject.base or not subject.slots:
        return
    if QUOTA_PROJECT in subject.values and subject.known.clients.find_client(subject.client).quota_project:
        return
    # A gateway has a project of its own, and a layer gets one from another profile.
    if subject.is_gateway or is_on(subject.values, SKIP_AUTH):
        return
    yield subject.make_finding(
        WARNING, PROJECT, "no project: requests fail unless another profile of the stack sets one",
        ("gcloud projects list", suggest_opening(subject.top)),
    )  # fmt: skip


def check_base_url_without_version(subject: Subject) -> Iterator[Finding]:
    """Claude Code appends /projects/... to ANTHROPIC_VERTEX_BASE_URL without adding /v1, although the sample in its
    documentation omits it. Google's hosts answer 404 without /v1; a gateway may or may not need it.
    """
    base = subject.values.get(BASE_URL, "").rstrip("/")
    if not base or not subject.slots or _VERSION.search(base):
        return
    fixed = f"{base}/v1"
    bare = base.count("/") == 2  # noqa: PLR2004 - https://host
    if subject.is_gateway:
        what = "vertex.base_url does not end in /v1, which Claude Code does not add"
        yield subject.make_finding(NOTE, BASE_URL, what, (subject.render_set(BASE_URL, fixed),))
    else:
        yield subject.make_finding(
            ERROR, BASE_URL, "vertex.base_url lacks /v1, which Claude Code does not add",
            (subject.render_set(BASE_URL, fixed),), subject.make_fix(BASE_URL, fixed) if bare else None,
        )  # fmt: skip


def check_retired_region(subject: Subject) -> Iterator[Finding]:
    """A location under [regions] has no effect once all known models that it applies to have retired from Vertex. It
    does no harm and can be removed.
    """
    for name in _list_location_variables():
        models = [model for model in subject.known.models.by_id.values() if model.region_variable == name]
        if subject.values.get(name) and models and all(model.is_gone(subject.today) for model in models):
            ids = join_words([model.id for model in models])
            yield subject.make_finding(
                NOTE, name, f"this location has no effect: {ids} {'have' if len(models) > 1 else 'has'} retired",
                (subject.render_unset(name),), subject.make_fix(name, None),
            )  # fmt: skip


def _list_location_variables() -> list[str]:
    return [one.name for one in load_variables().variables if one.type == "location" and one.cleared == "always"]


RULES = collect_rules(
    check_unknown_location,
    check_not_served,
    check_unverified_location,
    check_seen_refused,
    check_unset_region,
    check_unset_project,
    check_base_url_without_version,
    check_retired_region,
)
