"""Exports the trained encoder, the untouched one and the shared word table for the run time.

`heads.onnx` and `meaning.onnx` hold int8 weights (one scale an output channel), `words.npz` the
published word embeddings in int8 (one scale a word) for the commonest pieces. Activations are
quantised as they come, so nothing here depends on sample data.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from simulator.understanding.wordpiece import WordPiece
from training import lines
from training.network import WIDTH, MoveHeads, Published, mean_pool, published, published_encoder

PIECES = 16_000  # word pieces kept; rarer words fall into their parts
PLACES = 128  # positions kept; no input is longer
OPSET = 17


class _Odds(nn.Module):
    """Log-odds (b, m), and the reply's own mean state (b, 384), the prospect's line left out."""

    def __init__(self, model: MoveHeads) -> None:
        super().__init__()
        self.model = model

    def forward(self, words: Tensor, mask: Tensor, segments: Tensor) -> tuple[Tensor, Tensor]:
        states = self.model.encoder(words, mask, segments)
        return self.model.odds(states, mask)[0], mean_pool(states, mask * segments)


class _Meaning(nn.Module):
    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, words: Tensor, mask: Tensor) -> Tensor:
        segments = torch.zeros(words.shape[:2], dtype=torch.long)
        return mean_pool(self.encoder(words, mask, segments), mask)


def kept_pieces(source: Published) -> list[int]:
    """Ids of the word pieces that stay: all that the labelled lines need, then the commonest."""
    split = WordPiece(source.vocabulary)
    used = {0, split.start, split.separator, source.vocabulary.index("[UNK]")}
    for line in lines.load(lines.train_files()):
        used.update(split.ids(line.text) + split.ids(line.prospect))
    # the published vocabulary is in order of frequency, single characters first
    for place, piece in enumerate(source.vocabulary):
        if len(used) >= PIECES:
            break
        if piece.isascii() and not piece.startswith("["):
            used.add(place)
    return sorted(used)


def write_words(source: Published, path: Path) -> None:
    """Word embeddings of the kept pieces, int8 with one float16 scale a piece."""
    kept = kept_pieces(source)
    table = source.tensors["embeddings.word_embeddings.weight"][kept].numpy()
    scales = (np.abs(table).max(1) / 127).astype(np.float16)
    codes = np.round(table / scales.astype(np.float32)[:, None]).clip(-127, 127).astype(np.int8)
    pieces = "\n".join(source.vocabulary[i] for i in kept)
    np.savez_compressed(
        path, pieces=np.frombuffer(pieces.encode(), dtype=np.uint8), codes=codes, scales=scales
    )


def write_graph(module: nn.Module, inputs: list[str], outputs: list[str], path: Path) -> None:
    """One ONNX graph with int8 weights."""
    examples = (torch.zeros(1, 8, WIDTH), torch.ones(1, 8), torch.ones(1, 8, dtype=torch.long))
    module.eval()
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            module,
            examples[: len(inputs)],
            str(plain),
            input_names=inputs,
            output_names=outputs,
            dynamic_axes={name: {0: "replies", 1: "tokens"} for name in inputs},
            opset_version=OPSET,
            dynamo=False,
        )
        quantize_dynamic(
            plain, path, per_channel=True, reduce_range=False, weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul"], nodes_to_exclude=_kept_exact(plain),
        )  # fmt: skip


def _kept_exact(path: Path) -> list[str]:
    """The head's own product stays in float: it is tiny and decides near the bar."""
    graph = onnx.load(path).graph
    return [node.name for node in graph.node if "/head/" in node.name]


def main(argv: Sequence[str]) -> None:
    """Writes the three files for the checkpoint given."""
    parser = argparse.ArgumentParser(prog="training.export", description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("folder", type=Path)
    args = parser.parse_args(argv)
    args.folder.mkdir(parents=True, exist_ok=True)
    source = published()
    model = MoveHeads(len(lines.moves()))
    model.load_state_dict(torch.load(args.checkpoint)["average"])
    plain = published_encoder(source)
    for encoder in (model.encoder, plain):
        encoder.position = nn.Embedding.from_pretrained(encoder.position.weight[:PLACES].detach())
    write_graph(
        _Odds(model),
        ["words", "mask", "segments"],
        ["odds", "state"],
        args.folder / "heads.onnx",
    )
    write_graph(_Meaning(plain), ["words", "mask"], ["meaning"], args.folder / "meaning.onnx")
    write_words(source, args.folder / "words.npz")


if __name__ == "__main__":
    main(sys.argv[1:])
