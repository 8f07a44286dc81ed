"""Render SQL that compares a report with Google's billing export and with the logs of requests, in BigQuery.

Sources: the schemas of the detailed export (https://cloud.google.com/billing/docs/how-to/export-data-bigquery-tables/detailed-usage)
and of the logs (https://cloud.google.com/vertex-ai/generative-ai/docs/multimodal/request-response-logging), and
GoogleSQL (https://cloud.google.com/bigquery/docs/reference/standard-sql/lexical).
"""

import datetime as dt
import os
import re
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from string import Template

from vxenv.errors import UsageError
from vxenv.usage.report import Report, Row

BILLING_TABLE = "BILLING_PROJECT.BILLING_DATASET.gcp_billing_export_resource_v1_BILLING_ACCOUNT"
LOGS_TABLE = "LOGS_PROJECT.LOGS_DATASET.request_response_logging"
# Keys that the report must have; with "profile" too, its rows get the labels of their profile.
KEYS = ("day", "project", "model")
_TABLE = re.compile(r"[\w.:-]+\.\w+\.[\w-]+", re.ASCII)
_PLAIN = re.compile(r"[\w .:/@=,+~-]", re.ASCII)  # characters of a string that need no escape
# The family and the version in "Claude Opus 5.5 Input Tokens" and in "claude-opus-5-5@20260901", for both languages.
_FAMILY = r"(opus|sonnet|haiku|fable)"
_VERSION = r"(?:opus|sonnet|haiku|fable)[^a-z0-9]*([0-9]{1,2}(?:[.-][0-9]{1,2})?)\b"
_DECIMALS = 6  # of a cost

# Each statement stands alone. Columns are grouped by number, since the export has columns with the names of results.
_SQL = Template(r"""-- Costs of $since to $until: vxenv, Google's billing export and the logs of requests
-- vxenv's figures are an estimate at list prices, from the transcripts of one machine.
-- Not verified on an invoice: the names of Claude models in the export, and whether it has labels of requests to them.
$replace
CREATE TEMP FUNCTION name_model(description STRING) AS (
  -- "Claude Opus 5.5 Input Tokens" and "claude-opus-5-5@20260901" are claude-opus-5-5.
  IFNULL(
    CONCAT(
      'claude-',
      REGEXP_EXTRACT(LOWER(description), r'$family'),
      '-',
      REPLACE(
        REGEXP_EXTRACT(LOWER(description), r'$version'),
        '.', '-'
      )
    ),
    'unknown'
  )
);
$functions
WITH
vxenv AS (
  SELECT *
  FROM UNNEST(
    ARRAY<STRUCT<day DATE, project STRING, model STRING, labels STRING, requests INT64, tokens INT64, usd NUMERIC>>[
$rows
    ]
  )
),
billing AS (
  SELECT
    DATE(usage_start_time, $zone) AS day,
    IFNULL(project.id, '') AS project,
    name_model(CONCAT(service.description, ' ', sku.description)) AS model,
    $billing_labels AS labels,
    SUM(CAST(cost_at_list / currency_conversion_rate AS NUMERIC)) AS list_usd,
    SUM(CAST(cost / currency_conversion_rate AS NUMERIC)) AS usd,
    SUM(CAST(IFNULL((SELECT SUM(credit.amount) FROM UNNEST(credits) AS credit), 0)
      / currency_conversion_rate AS NUMERIC)) AS credits_usd,
    STRING_AGG(DISTINCT sku.description, '; ') AS skus
  FROM `$billing_table`
  WHERE
    _PARTITIONTIME >= TIMESTAMP($since_value)  -- delete this line for a view
    AND DATE(usage_start_time, $zone) BETWEEN $since_value AND $until_value
    AND cost_type = 'regular'
    AND REGEXP_CONTAINS(LOWER(CONCAT(service.description, ' ', sku.description)), r'claude')
  GROUP BY 1, 2, 3, 4
)$logs
SELECT
  day,
  project,
  model,
  labels,
  vxenv.usd AS vxenv_usd,
  billing.list_usd,
  billing.usd AS billed_usd,
  billing.credits_usd,
  -- These sums do not depend on labels.
  SUM(vxenv.usd) OVER model_of_day AS model_vxenv_usd,
  SUM(billing.list_usd) OVER model_of_day AS model_list_usd,
  SUM(billing.usd) OVER model_of_day AS model_billed_usd,
  vxenv.requests AS vxenv_requests,
  vxenv.tokens AS vxenv_tokens,$logged
  billing.skus
FROM vxenv
FULL JOIN billing USING (day, project, model, labels)$join
WINDOW model_of_day AS (PARTITION BY day, project, model)
ORDER BY day, project, model, labels;""")

_LOG_FUNCTIONS = r"""
CREATE TEMP FUNCTION count_tokens(response JSON, name STRING) AS (
  -- A response, or the events of a streamed one, with counts that grow.
  COALESCE(
    LAX_INT64(response.usage[name]),
    (
      SELECT MAX(COALESCE(LAX_INT64(event.usage[name]), LAX_INT64(event.message.usage[name])))
      FROM UNNEST(JSON_QUERY_ARRAY(response)) AS event
    ),
    0
  )
);
"""
_LOGS = Template(r""",
logs AS (
  SELECT
    DATE(logging_time, $zone) AS day,
    IFNULL(REGEXP_EXTRACT(endpoint, r'projects/([^/]+)'), '') AS project,
    name_model(CONCAT(IFNULL(model, ''), ' ', IFNULL(endpoint, ''))) AS model,
    $logs_labels AS labels,
    COUNT(*) AS requests,
    SUM(
      count_tokens(full_response, 'input_tokens')
      + count_tokens(full_response, 'output_tokens')
      + count_tokens(full_response, 'cache_read_input_tokens')
      + count_tokens(full_response, 'cache_creation_input_tokens')
    ) AS tokens
  FROM `$logs_table`
  WHERE
    DATE(logging_time, $zone) BETWEEN $since_value AND $until_value
    AND REGEXP_CONTAINS(LOWER(CONCAT(IFNULL(model, ''), ' ', IFNULL(endpoint, ''))), r'claude')
  GROUP BY 1, 2, 3, 4
)""")
_BILLING_LABELS = Template("""ARRAY_TO_STRING(
      ARRAY(
        SELECT CONCAT(label.key, '=', label.value)
        FROM UNNEST(labels) AS label
        WHERE label.key IN ($keys)
        ORDER BY label.key
      ),
      ','
    )""")
_LOGS_LABELS = Template("""ARRAY_TO_STRING(
      ARRAY(
        SELECT CONCAT(key, '=', JSON_VALUE(full_request.labels[key]))
        FROM UNNEST([$keys]) AS key
        WHERE JSON_VALUE(full_request.labels[key]) IS NOT NULL
        ORDER BY key
      ),
      ','
    )""")
_LOGGED = """
  logs.requests AS logged_requests,
  logs.tokens AS logged_tokens,"""


def render_bigquery(
    report: Report,
    labels: Mapping[str, Mapping[str, str]],
    *,
    billing_table: str = "",
    logs_table: str | None = "",
    zone: str = "",
) -> str:
    """Return a script in GoogleSQL that compares `report` per day, project, model and labels.

    Args:
        report: A report by the keys in `KEYS`, and by "profile" for labels.
        labels: The labels of requests, by the profile as in the report.
        billing_table: The detailed export as PROJECT.DATASET.TABLE; "" for a placeholder.
        logs_table: The request-response logs, likewise; None to omit them.
        zone: The time zone of the report's days; "" for that of this machine.
    """
    keys = sorted({key for values in labels.values() for key in values})
    tables = {BILLING_TABLE: billing_table, LOGS_TABLE: logs_table}
    missing = [placeholder for placeholder, table in tables.items() if table == ""]
    values = {
        "family": _FAMILY,
        "version": _VERSION,
        "since": report.since.isoformat(),
        "until": report.until.isoformat(),
        "since_value": quote_date(report.since),
        "until_value": quote_date(report.until),
        "zone": quote_string(zone or find_time_zone()),
        "billing_table": quote_table(billing_table, "--billing-table") or BILLING_TABLE,
        "logs_table": quote_table(logs_table or "", "--logs-table") or LOGS_TABLE,
        "billing_labels": _render_billing_labels(keys),
        "logs_labels": _render_logs_labels(keys),
        "replace": "".join(f"-- Replace {placeholder}\n" for placeholder in missing),
        "rows": ",\n".join(f"      {row}" for row in _render_rows(report, labels)),
    }
    has_logs = logs_table is not None
    return _SQL.substitute(
        values,
        functions=_LOG_FUNCTIONS if has_logs else "",
        logs=_LOGS.substitute(values) if has_logs else "",
        logged=_LOGGED if has_logs else "",
        join="\nFULL JOIN logs USING (day, project, model, labels)" if has_logs else "",
    )


def quote_string(text: str) -> str:
    r"""Return `text` as a literal of GoogleSQL; all but plain characters are escapes such as ``\u0027``."""
    return "'" + "".join(char if _PLAIN.fullmatch(char) else _escape(char) for char in text) + "'"


def _escape(char: str) -> str:
    code = ord(char)
    if 0xD800 <= code <= 0xDFFF:  # noqa: PLR2004 - a byte that is not UTF-8, which no literal can hold
        code = 0xFFFD
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 - the digits of each escape


def quote_date(day: dt.date) -> str:
    """Return `day` as a literal of GoogleSQL."""
    return f"DATE {quote_string(day.isoformat())}"


def quote_table(name: str, option: str) -> str:
    """Return `name`, PROJECT.DATASET.TABLE or "", which needs no escapes between backticks. Raises UsageError."""
    if name and not _TABLE.fullmatch(name):
        raise UsageError(f'{option}: invalid table "{name}": use PROJECT.DATASET.TABLE', hint="vxenv usage --help")
    return name


def find_time_zone() -> str:
    """Return the time zone of this machine for BigQuery: a name such as Europe/Berlin, or an offset from UTC."""
    name = os.environ.get("TZ", "").removeprefix(":") or os.path.realpath("/etc/localtime").partition("/zoneinfo/")[2]
    if re.fullmatch(r"[A-Za-z_]+(/[A-Za-z0-9_+-]+)+|UTC", name):
        return name
    offset = dt.datetime.now().astimezone().strftime("%z")
    return f"{offset[:3]}:{offset[3:5]}" if offset.strip("+0") else "UTC"


def _render_rows(report: Report, labels: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Return a STRUCT for each day, project, model and labels."""
    day, project, model = (report.by.index(key) for key in KEYS)
    sums: dict[tuple[str, str, str, str], Row] = {}
    for row in report.rows:
        profile = row.keys[report.by.index("profile")] if "profile" in report.by else ""
        group = (row.keys[day], row.keys[project], name_model(row.keys[model]), _join_labels(labels.get(profile, {})))
        sums[group] = _add(sums[group], row) if group in sums else row
    return [_render_row(group, row) for group, row in sorted(sums.items())]


def _add(first: Row, second: Row) -> Row:
    costs = [row.cost for row in (first, second) if row.cost is not None]
    tokens = type(first.tokens)(*map(sum, zip(first.tokens, second.tokens, strict=True)))
    return Row(
        first.keys,
        first.messages + second.messages,
        tokens,
        sum(costs, Decimal(0)) if costs else None,
        first.unpriced + second.unpriced,
    )


def _render_row(group: tuple[str, str, str, str], row: Row) -> str:
    cost = "NULL" if row.cost is None else f"NUMERIC {quote_string(f'{round(row.cost, _DECIMALS):f}')}"
    day = quote_date(dt.date.fromisoformat(group[0]))
    return f"({day}, {', '.join(map(quote_string, group[1:]))}, {row.messages:d}, {sum(row.tokens):d}, {cost})"


def name_model(model: str) -> str:
    """Return the ID of `model` without its date, as the function in SQL does; another text unchanged."""
    family, version = (re.search(pattern, model.lower(), re.ASCII) for pattern in (_FAMILY, _VERSION))
    return f"claude-{family[1]}-{version[1].replace('.', '-')}" if family and version else model


def _join_labels(labels: Mapping[str, str]) -> str:
    return ",".join(f"{key}={labels[key]}" for key in sorted(labels))


def _render_billing_labels(keys: Sequence[str]) -> str:
    """Return an expression for the labels of a row of the export with these keys, joined as in _join_labels()."""
    return _BILLING_LABELS.substitute(keys=_list(keys)) if keys else "''"


def _render_logs_labels(keys: Sequence[str]) -> str:
    """Return an expression for the labels of a logged request with these keys, joined as in _join_labels()."""
    return _LOGS_LABELS.substitute(keys=_list(keys)) if keys else "''"


def _list(values: Collection[str]) -> str:
    return ", ".join(map(quote_string, values))
