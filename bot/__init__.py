"""From a citizen's words to an understood question, and every way in."""
