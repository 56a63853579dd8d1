"""From an understood question and the facts to an answer. Plain functions; rasa_sdk on top."""
