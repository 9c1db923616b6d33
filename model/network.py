"""The PyTorch side of fine-tuning; nothing that serves imports it."""

import copy
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from torch import Tensor, nn
from transformers import AutoModel

from model.labels import TARGETS

DROPOUT = 0.1
BATCH = 64


class Network(nn.Module):  # type: ignore[misc]
    """A transformer; each target weighs its tokens by itself and gives one logit.

    The mean over all tokens would let a long sentence drown what one clause says.
    Source: Mullenbach et al. 2018, "Explainable Prediction of Medical Codes".
    """

    def __init__(self, body: nn.Module, width: int, targets: int) -> None:
        super().__init__()
        self.body = body
        self.dropout = nn.Dropout(DROPOUT)
        self.head = nn.Linear(width, targets)
        self.attention = nn.Linear(width, targets, bias=False)
        nn.init.zeros_(self.attention.weight)  # at first it is the mean

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """Logits, shape (batch, n_targets)."""
        hidden = self.body(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        hidden = self.dropout(hidden)
        padding = attention_mask.unsqueeze(-1) == 0
        weights = self.attention(hidden).masked_fill(padding, -1e4).softmax(1)
        logits: Tensor = (weights * self.head(hidden)).sum(1)
        return logits


def build(base: Path, *, layers: int, targets: int = len(TARGETS)) -> Network:
    """The base's first layers under a fresh head."""
    body = AutoModel.from_pretrained(base, attn_implementation="eager")
    body.encoder.layer = body.encoder.layer[:layers]
    return Network(body, body.config.hidden_size, targets)


def pad(tokens: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """Token ids and their mask, shape (batch, longest)."""
    longest = max(map(len, tokens))
    ids = torch.tensor([[*one, *[0] * (longest - len(one))] for one in tokens])
    mask = torch.tensor([[1] * len(one) + [0] * (longest - len(one)) for one in tokens])
    return ids, mask


def logits(net: Network, tokens: Sequence[Sequence[int]]) -> np.ndarray[Any, Any]:
    """What a network in evaluation mode says, shape (n, n_targets)."""
    said = np.zeros((len(tokens), net.head.out_features), np.float32)
    by_length = sorted(range(len(tokens)), key=lambda number: len(tokens[number]))
    with torch.no_grad():
        for start in range(0, len(by_length), BATCH):
            batch = by_length[start : start + BATCH]
            said[batch] = net(*pad([tokens[number] for number in batch])).numpy()
    return said


def mean(networks: Sequence[Network]) -> Network:
    """The network whose weights are the mean of others', tuned from the same start.

    Source: Wortsman et al. 2022, "Model soups".
    """
    states = [one.state_dict() for one in networks]
    souped = copy.deepcopy(networks[0])
    souped.load_state_dict(
        {
            name: torch.stack([state[name] for state in states]).mean(0)
            if tensor.is_floating_point()
            else tensor
            for name, tensor in states[0].items()
        }
    )
    return souped


class Run:
    """An optimiser at work, which can be saved and resumed.

    Parameters
    ----------
    net : Network
    settings : model.finetune.Settings
    steps : int
        Batches in the whole run.
    """

    def __init__(self, net: Network, settings: Any, *, steps: int) -> None:
        self._net = net
        rates = [settings.rate, settings.head_rate]
        fresh = [*net.head.parameters(), *net.attention.parameters()]
        groups = [{"params": net.body.parameters()}, {"params": fresh}]
        self._optimiser = torch.optim.AdamW(groups, lr=settings.rate, weight_decay=0.01)
        self._schedule = torch.optim.lr_scheduler.OneCycleLR(
            self._optimiser, rates, total_steps=steps + 1, pct_start=0.1
        )

    def step(self, ids: Tensor, mask: Tensor, truth: Tensor) -> None:
        """Learn from one batch."""
        self._net.train()
        loss = nn.functional.binary_cross_entropy_with_logits(self._net(ids, mask), truth)
        self._optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self._net.parameters(), 1.0)
        self._optimiser.step()
        self._schedule.step()

    def save(self, file: Path, mark: dict[str, Any], *, epochs: int) -> None:
        """Keep the state after some epochs."""
        state = [part.state_dict() for part in (self._net, self._optimiser, self._schedule)]
        unfinished = file.with_name(f"new-{file.name}")  # the one before stays until it is whole
        torch.save({"mark": mark, "epochs": epochs, "state": state}, unfinished)
        unfinished.replace(file)

    def resume(self, file: Path, mark: dict[str, Any]) -> int:
        """Go on from a file of the same settings and rows; gives the epochs done."""
        if not file.exists():
            return 0
        saved = torch.load(file, weights_only=True)
        if saved["mark"] != mark:
            return 0
        for part, state in zip(
            (self._net, self._optimiser, self._schedule), saved["state"], strict=True
        ):
            part.load_state_dict(state)
        epochs: int = saved["epochs"]
        return epochs


def export(net: Network, file: Path) -> None:
    """Write an ONNX file whose weights, and only they, are int8."""
    ids, mask = pad([[101, 2009, 102], [101, 102]])
    batch, longest = torch.export.Dim("batch"), torch.export.Dim("longest")
    shapes = {name: {0: batch, 1: longest} for name in ("input_ids", "attention_mask")}
    torch.onnx.export(
        net,
        (ids, mask),
        file,
        input_names=list(shapes),
        output_names=["logits"],
        dynamic_shapes=shapes,
        dynamo=True,
        external_data=False,
    )
    quantiser = MatMulNBitsQuantizer(onnx.load(file), bits=8, block_size=32, is_symmetric=True)
    quantiser.process()
    model = quantiser.model.model
    for table in ("word_embeddings", "position_embeddings"):
        _quantise_table(model.graph, f"body.embeddings.{table}.weight")
    onnx.save(model, file)


def _quantise_table(graph: onnx.GraphProto, name: str) -> None:
    """Keep an embedding table as int8 with a scale a row, undone after the look-up."""
    [table] = [one for one in graph.initializer if one.name == name]
    weights = numpy_helper.to_array(table)
    scales = np.maximum(np.abs(weights).max(axis=1, keepdims=True) / 127, 1e-12)
    graph.initializer.remove(table)
    graph.initializer.extend(
        [
            numpy_helper.from_array(np.round(weights / scales).astype(np.int8), f"{name}_int8"),
            numpy_helper.from_array(scales.astype(np.float32), f"{name}_scale"),
        ]
    )
    look_ups = [node for node in graph.node if node.op_type == "Gather" and node.input[0] == name]
    for node in look_ups:
        position = list(graph.node).index(node)
        which, out = node.input[1], node.output[0]
        graph.node.remove(node)
        make = onnx.helper.make_node
        for new in (
            make("Mul", [f"{out}_float", f"{out}_scale"], [out]),
            make("Cast", [f"{out}_int8"], [f"{out}_float"], to=onnx.TensorProto.FLOAT),
            make("Gather", [f"{name}_scale", which], [f"{out}_scale"], axis=0),
            make("Gather", [f"{name}_int8", which], [f"{out}_int8"], axis=0),
        ):
            graph.node.insert(position, new)
