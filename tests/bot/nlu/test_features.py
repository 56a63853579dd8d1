from bot.nlu.features import add_terms, character_ngrams, sound_ngrams, sparse_features, words


def test_character_ngrams_cross_spaces_and_mark_the_ends() -> None:
    assert character_ngrams("狗 叫") == ["^", "狗", "叫", "$", "^狗", "狗叫", "叫$", "^狗叫", "狗叫$"]


def test_sound_ngrams_are_the_same_for_wrong_characters() -> None:
    assert sound_ngrams("户籍迁移") == sound_ngrams("户级千移")


def test_catalogue_terms_stay_in_one_piece() -> None:
    add_terms(["特行证"])
    assert "特行证" in words("开旅店的特行证几天")


def test_features_are_fixed_once_fitted() -> None:
    features = sparse_features().fit(["身份证丢了", "身份证过期了", "身份证坏了", "狗叫", "狗咬人", "狗丢了"])
    matrix = features.transform(["身份证", "完全没见过的话"])
    assert matrix.shape[0] == 2
    assert matrix[0].nnz > 0
