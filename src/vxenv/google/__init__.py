"""What Google's own tools and libraries have stored on this machine."""
