"""Test the notes below usage."""

from usage_reports import build_report
from vxenv.cli.output.usage_formats import list_notes
from vxenv.usage.report import Unpriced


def test_the_unknown_cost_is_that_of_its_row() -> None:
    """The note about unknown sessions has the same rounded cost as their row, which is adjusted to the total."""
    report = build_report({("2026-11-01", name): cost for name, cost in (("a", "0.006"), ("unknown", "0.785"))})

    assert [
        "note: profile unknown for 4 messages ($0.78); no regional premium assumed",
        "hint: vxenv usage --guess",
    ] == list_notes(report, guess=False)


def test_recording_is_suggested() -> None:
    """If no session is recorded, a hint tells how to record them; --guess is not suggested again."""
    report = build_report({("2026-11-01", "unknown"): "1"})

    assert [
        "note: profile unknown for 4 messages ($1.00); no regional premium assumed",
        "hint: vxenv claude install",
    ] == list_notes(report, guess=True)


def test_models_without_a_price() -> None:
    """A model without a price is named with its tokens, and cannot control the terminal."""
    report = build_report({("2026-11-01", "a"): None}, unpriced=(Unpriced("evil\x1b[2J", 4, 1_234_500),))

    assert ['note: no price for "evil\\x1b[2J": 1,234,500 tokens in 4 messages'] == list_notes(report, guess=False)
