"""The models: trained in a process of their own, held against the one that answers, put in its place and back."""
