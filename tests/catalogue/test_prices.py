"""The price lists: complete, well formed, by day and size of prompts; costs to the last digit; rows of others."""

import os
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from vxenv.catalogue import prices as module
from vxenv.catalogue.knowledge import load_shipped
from vxenv.catalogue.models import load_models
from vxenv.catalogue.price_lists import load_price_lists
from vxenv.catalogue.prices import Price, Prices, Tokens, compute_cost, render_dollars
from vxenv.catalogue.row_checks import RowError
from vxenv.errors import DocumentError
from vxenv.profiles.user_catalogue import load_knowledge, parse_source_catalogue

DAY = date(2026, 11, 29)
# Input, output, cache writes for 5 minutes and 1 hour, and cache reads, as published.
TABLE = {
    ("claude-fable-5-2", 0): "8 40 10 16 0.20",
    ("claude-fable-5-1", 0): "10 50 12.50 20 0.25",
    ("claude-fable-5", 0): "10 50 12.50 20 1.00",
    ("claude-opus-5-5", 0): "4 20 5 8 0.20",
    ("claude-opus-5", 0): "5 25 6.25 10 0.50",
    ("claude-opus-4-8", 0): "5 25 6.25 10 0.50",
    ("claude-opus-4-7", 0): "5 25 6.25 10 0.50",
    ("claude-opus-4-6", 0): "5 25 6.25 10 0.50",
    ("claude-opus-4-5@20251101", 0): "5 25 6.25 10 0.50",
    ("claude-opus-4-1@20250805", 0): "15 75 18.75 30 1.50",
    ("claude-sonnet-5-5", 0): "2 10 2.50 4 0.10",
    ("claude-sonnet-5", 0): "2 10 2.50 4 0.20",
    ("claude-sonnet-4-6", 0): "3 15 3.75 6 0.30",
    ("claude-sonnet-4-5@20250929", 0): "3 15 3.75 6 0.30",
    ("claude-sonnet-4-5@20250929", 200_000): "6 22.50 7.50 12 0.60",
    ("claude-haiku-5-5", 0): "0.10 0.50 0.125 0.20 0.01",
    ("claude-haiku-5-5", 100_000): "0.50 2.50 0.625 1.00 0.05",
    ("claude-haiku-4-5@20251001", 0): "1 5 1.25 2 0.10",
}
KEYS: dict[str, type | tuple[type, ...]] = {
    "model": str, "since": date, "input": (int, float), "output": (int, float), "cache_read": (int, float),
    "cache_write_5m": (int, float), "cache_write_1h": (int, float), "above": int, "premium": (int, float),
    "note": str, "source": str, "date": date,
}  # fmt: skip
OPTIONAL = {"above", "note"}
ROW = """\
[[prices]]
model = "claude-opus-5-5"
since = 2026-12-01
input = 3
output = 15.5
cache_read = 0.15
cache_write_5m = 4
cache_write_1h = 6
premium = 1.05
"""


def read_document() -> dict[str, Any]:
    """Return the file as parsed TOML."""
    with open(os.path.join(os.path.dirname(module.__file__), "data", "prices.toml"), "rb") as file:
        return tomllib.load(file)


DOCUMENT = read_document()
ROWS = DOCUMENT["prices"]


def find(model: str, day: date = DAY, prompt: int = 0) -> Price:
    """Return a known price."""
    price = load_shipped().prices.find_price(model, day, prompt)
    assert price is not None
    return price


def list_amounts(price: Price) -> list[Decimal]:
    """Return the amounts of a price in the order of the table."""
    return [price.input, price.output, price.cache_write_5m, price.cache_write_1h, price.cache_read]


def test_every_published_price() -> None:
    """On the date of the list, each model has the published amounts, by size of prompts, and no other model any."""
    known = load_shipped().prices
    found = {
        (model, price.above): list_amounts(price)
        for model in load_models().by_id
        for price in known.list_prices(model, DAY)
    }

    assert {key: [Decimal(word) for word in text.split()] for key, text in TABLE.items()} == found
    assert list(TABLE) == list(found)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['model']} {row['since']} {row.get('above', 0)}")
def test_row_is_sound(row: dict[str, Any]) -> None:
    """A row has all fields with their types, a known model, plausible amounts, explained sources and a past date."""
    model = load_models().by_id[row["model"]]

    assert KEYS.keys() - OPTIONAL == row.keys() - OPTIONAL
    assert [] == [key for key, value in row.items() if not isinstance(value, KEYS[key]) or isinstance(value, bool)]
    assert 0 < row["cache_read"] < row["input"] < row["cache_write_5m"] < row["cache_write_1h"] < row["output"]
    assert set() == set(row["source"].split()) - set(DOCUMENT["sources"])
    assert row["since"] <= row["date"] <= DOCUMENT["date"]
    assert model.released is None or model.released <= row["since"]
    assert row["premium"] == model.get_price_factor("eu") == model.get_price_factor("us-east5")


def test_file_is_a_date_sources_and_prices() -> None:
    """The file has a date, its sources, all used, and the prices in the order of the models."""
    models = list(dict.fromkeys(row["model"] for row in ROWS))

    assert ["date", "sources", "prices"] == list(DOCUMENT)
    assert set(DOCUMENT["sources"]) == {word for row in ROWS for word in row["source"].split()}
    assert [model for model in load_models().by_id if model in models] == models


def test_prices_begin_with_the_model() -> None:
    """A model has a price from its release day on, and none before."""
    known = load_models().by_id
    firsts = {row["model"]: row["since"] for row in reversed(ROWS)}
    released = {model: known[model].released for model in firsts if known[model].released}

    assert {model: firsts[model] for model in released} == released
    assert [None] * len(firsts) == [
        load_shipped().prices.find_price(model, first.replace(year=first.year - 1)) for model, first in firsts.items()
    ]


def test_price_of_the_day() -> None:
    """A request has the price of its day."""
    days = [date(2026, 9, 27), date(2026, 9, 28), date(2026, 10, 6), date(2026, 10, 7), DAY]
    found = [load_shipped().prices.find_price("claude-sonnet-5-5", day) for day in days]

    old, new = Decimal("0.2"), Decimal("0.1")
    assert [None, old, old, new, new] == [price and price.cache_read for price in found]


def test_tiers() -> None:
    """A prompt above the size of a tier has its price, and one of exactly that size the base price."""
    sizes = [0, 1, 100_000, 100_001, 10**9]

    assert [0, 0, 0, 100_000, 100_000] == [find("claude-haiku-5-5", prompt=size).above for size in sizes]
    assert [0, 200_000] == [find("claude-sonnet-4-5@20250929", prompt=size).above for size in (200_000, 200_001)]
    assert 0 == find("claude-opus-5-5", prompt=10**9).above
    tiers = load_shipped().prices.list_tiers()
    assert {"claude-haiku-5-5": (100_000,), "claude-sonnet-4-5@20250929": (200_000,)} == tiers


def test_unknown_prices() -> None:
    """A model without a row has no price."""
    assert [None, None] == [
        load_shipped().prices.find_price(model, DAY) for model in ("claude-opus-9", "claude-3-opus@20240229")
    ]


@pytest.mark.parametrize(
    ("model", "prompt", "tokens", "location", "dollars"),
    [
        # 1,000,003 * 4 + 7 * 20 + 1 * 0.20 + 3 * 5 + 11 * 8 millionths
        ("claude-opus-5-5", 0, Tokens(1_000_003, 7, 1, 3, 11), "global", "4.0002552"),
        # 1.1 times the same
        ("claude-opus-5-5", 0, Tokens(1_000_003, 7, 1, 3, 11), "eu", "4.40028072"),
        ("claude-opus-5-5", 0, Tokens(1_000_003, 7, 1, 3, 11), "us-east5", "4.40028072"),
        ("claude-opus-5-5", 0, Tokens(1_000_003, 7, 1, 3, 11), "US-EAST5", "4.40028072"),
        ("claude-opus-5-5", 0, Tokens(1_000_003, 7, 1, 3, 11), "", "4.0002552"),
        ("claude-opus-5-5", 0, Tokens(1_000_003, 7, 1, 3, 11), "unknown", "4.0002552"),
        # 10 * 15 + 20 * 75 millionths, without a premium
        ("claude-opus-4-1@20250805", 0, Tokens(10, 20, 0, 0, 0), "europe-west4", "0.00165"),
        # 100,001 tokens of a prompt: 1 * 0.50 + 100,000 * 0.05 + 8 * 2.50 millionths, then times 1.1
        ("claude-haiku-5-5", 100_001, Tokens(1, 8, 100_000, 0, 0), "global", "0.0050205"),
        ("claude-haiku-5-5", 100_001, Tokens(1, 8, 100_000, 0, 0), "us", "0.00552255"),
        # 100,000 tokens of a prompt: 100,000 * 0.01 + 8 * 0.50 millionths
        ("claude-haiku-5-5", 100_000, Tokens(0, 8, 100_000, 0, 0), "global", "0.001004"),
        # 200,000 * 7.50 + 1 * 12 + 1000 * 22.50 millionths, times 1.1
        ("claude-sonnet-4-5@20250929", 200_001, Tokens(0, 1000, 0, 200_000, 1), "europe-west1", "1.6747632"),
        ("claude-fable-5-2", 0, Tokens(0, 0, 0, 0, 0), "eu", "0"),
        ("claude-sonnet-5", 0, Tokens(10**15, 0, 1, 0, 0), "global", "2000000000.0000002"),
    ],
)  # fmt: skip
def test_costs_by_hand(model: str, prompt: int, tokens: Tokens, location: str, dollars: str) -> None:
    """Costs equal the sums written out, to the last digit, with the premium outside of global."""
    assert Decimal(dollars) == compute_cost(find(model, prompt=prompt), tokens, location)


def test_label() -> None:
    """A price names the date of its list."""
    assert "list price of 2026-11-29" == find("claude-opus-5-5").label


@pytest.mark.parametrize(
    ("amount", "text"),
    [("4", "$4"), ("22.5", "$22.50"), ("0.1", "$0.10"), ("0.125", "$0.125"), ("20.00", "$20"), ("0E-6", "$0"),
     ("1E+2", "$100")],
)  # fmt: skip
def test_amounts_as_text(amount: str, text: str) -> None:
    """An amount has cents, or as many digits as it needs."""
    assert text == render_dollars(Decimal(amount))


def test_own_prices(config: Path) -> None:
    """Rows of catalogue.toml apply from their day on, in place of all tiers, and say where they are from."""
    above = ROW.replace("input = 3\n", "input = 5\n").replace("premium", "above = 150_000\npremium")
    (config / "catalogue.toml").write_text(f'{ROW}source = "contract 7"\n{above}date = 2026-12-31\n')
    known = load_knowledge().prices
    old, new, large = (
        known.find_price("claude-opus-5-5", day, prompt)
        for day, prompt in ((date(2026, 11, 30), 0), (date(2026, 12, 1), 150_000), (date(2027, 6, 1), 150_001))
    )
    assert old and new and large  # noqa: PT018 - for mypy

    assert [Decimal(4), Decimal(3), Decimal(5)] == [old.input, new.input, large.input]
    assert ("catalogue.toml: contract 7", "price of 2026-12-01 in catalogue.toml") == (new.source, new.label)
    assert "price of 2026-12-31 in catalogue.toml" == large.label
    assert Decimal("16.275") == compute_cost(new, Tokens(0, 1_000_000, 0, 0, 0), "eu")
    assert (150_000,) == known.list_tiers()["claude-opus-5-5"]
    assert load_shipped().prices.list_tiers().keys() == known.list_tiers().keys() - {"claude-opus-5-5"}


def test_own_prices_replace_tiers(config: Path) -> None:
    """A price of one's own for a model with tiers holds for prompts of all sizes, and an ID may lack its date."""
    (config / "catalogue.toml").write_text(ROW.replace("claude-opus-5-5", "claude-sonnet-4-5"))
    price = load_knowledge().prices.find_price("claude-sonnet-4-5@20250929", date(2026, 12, 1), 200_001)
    assert price

    assert (0, Decimal(3)) == (price.above, price.input)


def test_prices_of_a_new_model(config: Path) -> None:
    """A model that the same file describes may have a price."""
    (config / "catalogue.toml").write_text(f"{ROW.replace('opus-5-5', 'opus-6')}[models.claude-opus-6]\n")
    price = load_knowledge().prices.find_price("claude-opus-6", date(2026, 12, 1))

    assert price
    assert "claude-opus-6" == price.model


def test_factors(config: Path) -> None:
    """A negotiated factor multiplies the list prices of a model, or of all models without their own; not own rows."""
    own = ROW.replace("opus-5-5", "sonnet-5")
    (config / "catalogue.toml").write_text(f'{own}[price_factors]\nclaude-opus-5-5 = 0.8\n"*" = 0.9\n')
    known = load_knowledge().prices
    opus, haiku, sonnet = (
        known.find_price(model, date(2026, 12, 1), 10**6)
        for model in ("claude-opus-5-5", "claude-haiku-5-5", "claude-sonnet-5")
    )
    assert opus and haiku and sonnet  # noqa: PT018 - for mypy

    assert ["list price of 2026-11-29 times 0.8", "list price of 2026-11-29 times 0.9"] == [opus.label, haiku.label]
    assert [Decimal("3.2"), Decimal("0.16"), Decimal("1.1")] == [opus.input, opus.cache_read, opus.premium]
    assert [Decimal("0.5625"), Decimal(3)] == [haiku.cache_write_5m, sonnet.input]
    # 1000 * 3.2 * 1.1 millionths
    assert Decimal("0.00352") == compute_cost(opus, Tokens(1000, 0, 0, 0, 0), "eu")


def test_a_factor_of_one_changes_nothing(config: Path) -> None:
    """The factor 1 exempts a model from the factor of all models."""
    (config / "catalogue.toml").write_text('[price_factors]\nclaude-opus-5-5 = 1\n"*" = 0.9\n')

    assert find("claude-opus-5-5") == load_knowledge().prices.find_price("claude-opus-5-5", DAY)


def test_order(config: Path, home: Path) -> None:
    """The prices of a source apply to its users, and the user's own file overrides them."""
    folder = home / ".local/state/vxenv/sources/acme"
    folder.mkdir(parents=True)
    (folder / "record.toml").write_text('url = "https://example.com/x.git"\nkind = "git"\n')
    (folder / "catalogue.toml").write_text(
        f'{ROW}[price_factors]\n"*" = 0.9\nclaude-sonnet-5 = 0.5\n'
    )  # fmt: skip
    day = date(2026, 12, 1)

    def list_inputs() -> list[Decimal | None]:
        known = load_knowledge().prices
        found = (known.find_price(f"claude-{name}", day) for name in ("opus-5-5", "opus-5", "sonnet-5"))
        return [price and price.input for price in found]

    assert [Decimal(3), Decimal("4.5"), Decimal(1)] == list_inputs()
    (config / "catalogue.toml").write_text(ROW.replace("= 3", "= 2.5") + '[price_factors]\n"*" = 0.7\n')
    assert [Decimal("2.5"), Decimal("3.5"), Decimal(1)] == list_inputs()


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("prices = 1\n", 1, "must be a list of tables; write each as [[prices]]"),
        ("\nprices = [1]\n", 2, "must be a list of tables; write each as [[prices]]"),
        (f"{ROW}\n{ROW}", 11, "second price of claude-opus-5-5 since 2026-12-01 above 0 tokens"),
        (f"{ROW}{ROW.replace('claude-opus-5-5', 'claude-opus-55')}", 11, 'unknown model "claude-opus-55"; did'),
        (ROW.replace("[[prices]]", '[[prices]]\nnote = "x"\nabove = 1'), 1, "smaller prompts; add a row without"),
        (ROW.replace("premium = 1.05\n", ""), 1, "premium is missing"),
        (ROW.replace("output = 15.5", 'output = "15.5"'), 5, "output must be a number of USD per million tokens"),
        (ROW.replace("output = 15.5", "output = true"), 5, "output must be a number"),
        (ROW.replace("output = 15.5", "output = -1"), 5, "output must be a number"),
        (ROW.replace("output = 15.5", "output = inf"), 5, "output must be a number"),
        (ROW.replace("output = 15.5", "output = nan"), 5, "output must be a number"),
        (ROW.replace("1.05", "0"), 9, "premium must be a number above 0"),
        (ROW.replace("2026-12-01", '"2026-12-01"'), 3, "since must be a date"),
        (f"{ROW}above = 1.5\n", 10, "above must be a number of tokens"),
        (f"{ROW}abvoe = 1\n", 10, 'unknown key abvoe; did you mean "above"?'),
        ("price_factors = 1\n", 1, "must be a table; write it as [price_factors]"),
        ("[price_factors]\n\nclaude-opus-5-5 = 0\n", 3, "claude-opus-5-5 must be a number above 0 such as 0.8"),
        ('[price_factors]\n"*" = "0.9"\n', 2, "* must be a number above 0"),
        ('[price_factors]\n"claude-\\u001b" = 1\n', 2, 'unknown model "claude-\\x1b"'),
    ],
)  # fmt: skip
def test_invalid_rows(config: Path, text: str, line: int, what: str) -> None:
    """An invalid row or factor is an error with its line, in the user's file and in that of a source."""
    (config / "catalogue.toml").write_text(text)
    with pytest.raises(DocumentError) as own:
        load_knowledge()
    with pytest.raises(DocumentError) as shared:
        parse_source_catalogue(text.encode(), str(config / "catalogue.toml"))

    place = f"~/.config/vxenv/catalogue.toml:{line}"
    assert [(place, True)] * 2 == [
        (error.value.where, what in error.value.what) for error in (own, shared)
    ], own.value.what  # fmt: skip


def test_the_shipped_rows_pass_the_checks() -> None:
    """The rows that come with vxenv are valid as anybody's."""
    known = load_shipped()
    extended = load_price_lists().extend(ROWS, {}, known.models)

    assert [list_amounts(price) for price in Prices(extended).list_prices("claude-haiku-5-5", DAY)] == [
        list_amounts(price) for price in known.prices.list_prices("claude-haiku-5-5", DAY)
    ]
    with pytest.raises(RowError):
        load_price_lists().extend([*ROWS, ROWS[0]], {}, known.models)


def test_unchanged_without_rows(config: Path) -> None:
    """A catalogue without prices shares vxenv's own."""
    (config / "catalogue.toml").write_text('locations = ["us-west9"]\n')

    assert load_shipped().prices is load_knowledge().prices
