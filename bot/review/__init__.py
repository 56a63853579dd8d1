"""What trainers look at: what residents asked, what the bot made of it, and what would have been right."""
