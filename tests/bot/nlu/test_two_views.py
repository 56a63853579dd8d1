import numpy as np
from scipy.sparse import csr_matrix

from bot.nlu.temperatures import Temperatures
from bot.nlu.two_views import Inputs, TwoViews, held_out_scores, softmax, temperature


def two_topics(rows: int) -> tuple[Inputs, list[str], list[str]]:
    """Three noisy topics; each example's group is one of four voices. Invented numbers."""
    random = np.random.default_rng(7)
    topics = random.integers(0, 3, rows)
    features = random.normal(0, 0.6, (rows, 6))
    features[np.arange(rows), topics] += 2
    labels = [f"topic {topic}" for topic in topics]
    return Inputs(csr_matrix(features), features[:, :3]), labels, [f"voice {n % 4}" for n in range(rows)]


def test_probabilities_add_up_and_find_the_topic() -> None:
    inputs, labels, _ = two_topics(300)
    model = TwoViews().fit(inputs, labels, [1.0] * 300)
    probabilities = model.probabilities(inputs)
    assert np.allclose(probabilities.sum(axis=1), 1)
    found = model.classes[probabilities.argmax(axis=1)]
    assert np.mean(found == np.array(labels)) > 0.95


def test_confidence_is_about_how_often_it_is_right() -> None:
    inputs, labels, groups = two_topics(600)
    train, test, y, w = np.arange(400), np.arange(400, 600), np.array(labels), np.ones(600)
    margins = held_out_scores(inputs.take(train), y[:400], w[:400], np.array(groups[:400]))
    fitted = {both: temperature(scores, y[:400], w[:400]) for both, scores in margins.items()}
    model = TwoViews(Temperatures(fitted[True], fitted[False])).fit(inputs.take(train), labels[:400], w[:400])
    for seen in (inputs.take(test), Inputs(inputs.sparse[test], None)):
        probabilities = model.probabilities(seen)
        right = model.classes[probabilities.argmax(axis=1)] == y[test]
        assert abs(probabilities.max(axis=1).mean() - right.mean()) < 0.05


def test_a_fold_that_was_not_tried_is_not_a_number() -> None:
    inputs, labels, groups = two_topics(300)
    margins = held_out_scores(inputs, np.array(labels), np.ones(300), np.array(groups), folds=1)[True]
    assert np.isnan(margins[:, 0]).sum() == 225  # three of four voices


def test_works_without_sentence_vectors() -> None:
    inputs, labels, _ = two_topics(300)
    model = TwoViews().fit(inputs, labels, [1.0] * 300)
    alone = model.probabilities(Inputs(inputs.sparse, None))
    assert np.allclose(alone.sum(axis=1), 1)
    assert np.mean(model.classes[alone.argmax(axis=1)] == np.array(labels)) > 0.9


def test_two_classes_work_like_many() -> None:
    features = csr_matrix(np.array([[1.0, 0.0], [0.9, 0.1], [0.0, 1.0], [0.1, 0.9]] * 5))
    labels = ["calm", "calm", "danger", "danger"] * 5
    model = TwoViews().fit(Inputs(features, features.toarray()), labels, [1.0] * 20)
    assert list(model.classes) == ["calm", "danger"]
    assert model.probabilities(Inputs(features, None))[2].argmax() == 1
    assert model.probabilities(Inputs(features, features.toarray()))[2].argmax() == 1


def test_softmax_survives_large_scores() -> None:
    assert np.allclose(softmax(np.array([[1000.0, 0.0]])), [[1.0, 0.0]])
