"""The merged file means what its parts mean, whatever stands in it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.cli import main
from simulator.files import library, load
from simulator.files.emitting import emit
from simulator.files.nodes import Entry, ListNode, MapNode, Node, Source, TextNode
from simulator.files.packs import builtin
from simulator.files.source import parse
from simulator.scenario.differences import differences

SOURCE = Source("x.yaml")
TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=20),
    st.text("- ?:#'\"[]{}<>&*!|%@`,=~.\\\n\t a1", max_size=8),
    st.sampled_from(["-", "---", "...", "no", "null", "~", "1:30", "0x1", "#", "? a", "=", "a:"]),
)


def text_node(text: str) -> Node:
    return TextNode(SOURCE, 1, 1, text, '"')


def list_node(items: list[Node]) -> Node:
    return ListNode(SOURCE, 1, 1, items=items)


def map_node(entries: dict[str, Node]) -> Node:
    keyed = {key: Entry(TextNode(SOURCE, 1, 1, key, '"'), one) for key, one in entries.items()}
    return MapNode(SOURCE, 1, 1, entries=keyed)


def plain(node: Node) -> object:
    """What a node holds, without places."""
    if isinstance(node, TextNode):
        return node.text
    if isinstance(node, ListNode):
        return [plain(one) for one in node.items]
    assert isinstance(node, MapNode)
    return {key: plain(entry.value) for key, entry in node.entries.items()}


NODES = st.recursive(
    TEXTS.map(text_node),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(list_node),
        st.dictionaries(TEXTS.filter(lambda key: key != "<<"), inner, max_size=4).map(map_node),
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from("abcdef"), NODES, min_size=1))
@pytest.mark.parametrize("origins", [False, True])
def test_any_tree_reads_back_the_same(origins: bool, entries: dict[str, Node]) -> None:
    root = map_node(entries)
    assert isinstance(root, MapNode)
    written = emit(root, origins=origins)
    source, again = parse(written.encode(), "again.yaml")
    assert source.problems == []
    assert again is not None
    assert plain(again) == plain(root), written


@pytest.mark.parametrize("name", [entry.name for entry in library()])
def test_a_call_of_flat_files_is_the_same_call(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ours = tmp_path / "flat"
    pack = builtin()
    for kind, folder in (("persona", "personas"), ("rubric", "rubrics"), ("scenario", "calls")):
        (ours / folder).mkdir(parents=True)
        for file in pack.own(kind).values():
            assert main(["flat", str(file)]) == 0
            flat = capsys.readouterr().out
            assert "based_on" not in flat.replace("# ", "")
            (ours / folder / file.name).write_text(flat, "utf-8")
    (ours / "pack.yaml").write_text(
        "pack: Flat\nformat: 1\nproduct: tallyroute\nmoves: [builtin, extra, conversation]\n",
        "utf-8",
    )
    (ours / "moves").mkdir()
    for file in pack.own("moves").values():
        (ours / "moves" / file.name).write_bytes(file.read_bytes())
    again = load(str(ours / "calls" / f"{name}.yaml"))
    assert differences(load(name), again) == ()
