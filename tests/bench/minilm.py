"""The usual other way: embeddings of all-MiniLM-L6-v2 and a logistic regression."""

import importlib.util
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from model import encoder, examples, finetune

BATCH = 32
LEARN_FROM = 500
"""Rows: enough for weights of the right shape; how long they take to apply is all that counts."""


def installed() -> bool:
    """Whether requirements-train.txt is."""
    return bool(importlib.util.find_spec("torch") and importlib.util.find_spec(finetune.BASE))


class MiniLM:
    """Embeds sentences with PyTorch on one thread, batches of like length, and scores them."""

    def __init__(self) -> None:
        import torch
        from tokenizers import Tokenizer
        from transformers import AutoModel
        from transformers.utils import logging

        torch.set_num_threads(1)
        logging.disable_progress_bar()
        base = finetune.base_folder()
        self._body = AutoModel.from_pretrained(base).eval()
        self._tokenizer = Tokenizer.from_file(str(base / encoder.TOKENIZER))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(encoder.MOST_TOKENS)
        rows = examples.written()[:: len(examples.written()) // LEARN_FROM]
        flagged = [bool(row.targets) for row in rows]
        self._head = LogisticRegression().fit(self._embed([row.text for row in rows]), flagged)

    def predict_proba(self, texts: Sequence[str]) -> NDArray[Any]:
        """Probabilities, shape (n, 2)."""
        return self._head.predict_proba(self._embed(texts))

    def _embed(self, texts: Sequence[str]) -> NDArray[Any]:
        import torch

        from model import network

        tokens = [one.ids for one in self._tokenizer.encode_batch(list(texts))]
        order = sorted(range(len(tokens)), key=lambda number: len(tokens[number]))
        embedded = np.zeros((len(tokens), self._body.config.hidden_size), np.float32)
        with torch.inference_mode():
            for start in range(0, len(order), BATCH):
                batch = order[start : start + BATCH]
                ids, mask = network.pad([tokens[number] for number in batch])
                hidden = self._body(input_ids=ids, attention_mask=mask).last_hidden_state
                mean = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
                embedded[batch] = torch.nn.functional.normalize(mean).numpy()
        return embedded
