"""The training examples in nlu_data/: read with their labels, and checked before anything is trained on them."""
