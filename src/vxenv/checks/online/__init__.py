"""What Google says when it is asked."""
