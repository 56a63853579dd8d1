"""The facts: the document as published, the curated layer, and the store that holds both."""
