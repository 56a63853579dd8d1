"""Understanding: the Rasa components named in config.yml."""
