"""Pages and their errors, on the server's own app."""
