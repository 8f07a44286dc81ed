"""What a check finds; nothing here prints."""
