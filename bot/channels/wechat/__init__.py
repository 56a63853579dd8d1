"""The WeChat official account: what the platform pushes, and what it gets back."""
