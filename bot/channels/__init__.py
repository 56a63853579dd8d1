"""Ways in for messages. Each gives every user turn exactly one text and one payload."""
