"""Tests of activation: selection, trust and the undo record."""
