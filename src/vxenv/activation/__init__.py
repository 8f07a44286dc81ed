"""Activation: select the stack for a shell, check trust, and keep the undo record."""
