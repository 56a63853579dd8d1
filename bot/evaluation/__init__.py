"""How well the bot understands: golden questions asked of it, judged, counted, held against a floor."""
