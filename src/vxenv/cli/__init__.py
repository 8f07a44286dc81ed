"""The commands: parse, call one use case, print. Only here is anything printed."""
