"""The speech models that are known: where they come from, what is in them, whose they are.

The small recogniser is pinned file by file: whichever source answers, what is
installed is the same bytes. Its ``conf/`` is written by ``fetching`` and not
downloaded. For the larger recognisers the publisher gives no checksums; what
was installed is recorded then, and ``verify`` compares with that record.
"""

from typing import Literal

from msgspec import Struct

SMALL = "vosk-model-small-en-us-0.15"
"""The recogniser that every call uses unless the settings name another."""


MFCC_CONF = """\
--sample-frequency=16000
--use-energy=false
--num-mel-bins=40
--num-ceps=40
--low-freq=20
--high-freq=7600
--allow-downsample=true
"""
CHUNK = "--frames-per-chunk=12"
"""120 ms of audio a step instead of 200: words show 60 ms sooner for 11 % more work."""
MODEL_CONF = f"""\
--min-active=200
--max-active=3000
--beam=10.0
--lattice-beam=2.0
--acoustic-scale=1.0
--frame-subsampling-factor=3
{CHUNK}
--endpoint.silence-phones=1:2:3:4:5:6:7:8:9:10
--endpoint.rule2.min-trailing-silence=0.5
--endpoint.rule3.min-trailing-silence=0.75
--endpoint.rule4.min-trailing-silence=1.0
"""
CONF = {"conf/mfcc.conf": MFCC_CONF, "conf/model.conf": MODEL_CONF}
"""What is written into a recogniser that is pinned file by file."""


class ModelFile(Struct, frozen=True):
    """A file of a model: path in the model's folder, size in bytes, checksum."""

    path: str
    size: int
    sha256: str


class KnownModel(Struct, frozen=True, kw_only=True):
    """A model that can be fetched by name."""

    name: str
    kind: Literal["recogniser", "voice"]
    about: str
    licence: str
    address: str
    download_size: int  # bytes, as published or as measured
    files: tuple[ModelFile, ...] = ()  # empty: recorded at the first install
    wheel: str = ""  # a Python package that holds the same files: "name==version"
    wheel_folder: str = ""

    @property
    def size_in_words(self) -> str:
        """How much there is to download: "41 MB", "1.8 GB"."""
        megabytes = self.download_size / 1e6
        return f"{megabytes:.0f} MB" if megabytes < 1000 else f"{megabytes / 1000:.1f} GB"


_SMALL_FILES = (
    ModelFile(
        "am/final.mdl",
        15962575,
        "75370a0137f9daf8f469dedd7daa4513ae7a621f03240c6e512e2b50b656a7b6",
    ),
    ModelFile(
        "graph/Gr.fst", 24013795, "023c8b7e30704a9e37765c635c252e608a02f361235bf94abdcf2a5225d85b20"
    ),
    ModelFile(
        "graph/HCLr.fst",
        22416994,
        "5caafba3081e1646545ac6bff0dd7a318e53dcbdc86f237909ce1d2ac1293d34",
    ),
    ModelFile(
        "graph/disambig_tid.int",
        102,
        "9ad87cc166d0998f08f758f47a6223a120dfffcbee805c4849c3aa5e6bb3c0fc",
    ),
    ModelFile(
        "graph/phones/word_boundary.int",
        1761,
        "da199d9c991e0e84681ddbb34627b915b26302d50a8fdaa23c51e2bc3a50b5c3",
    ),
    ModelFile(
        "ivector/final.dubm",
        168048,
        "8c5d7dd69d2122313baaf19f61f35dd3fa18b70c62ac0687e311e1c46e6daca7",
    ),
    ModelFile(
        "ivector/final.ie",
        8288887,
        "3f37faf90c375b9e4740b569398b5829ed9cc07d19be6d441f72c3b71d7efcc6",
    ),
    ModelFile(
        "ivector/final.mat",
        44975,
        "ddd83586dc5f928cda8738b922c85ffe38fc789cb5f9151a712ca12f37265382",
    ),
    ModelFile(
        "ivector/global_cmvn.stats",
        1080,
        "33be09afcc80059847a275c3d043b51f1ab954c7c2438ddbbf4745e8ba144ff9",
    ),
    ModelFile(
        "ivector/online_cmvn.conf",
        95,
        "a2f3571754b64297cb7efb2e7ca3df61995c5a45fcbb97188f90613552bb2dfe",
    ),
    ModelFile(
        "ivector/splice.conf",
        35,
        "9f0c5f7c82d18eaf25d8bce470efa9f7741f88411fe428774bc0a9bb69a24756",
    ),
)

_VOSK = "https://alphacephei.com/vosk/models"
_HIBARI = "https://huggingface.co/maureesewilliams/hibari/resolve/main/voices"


def _voice(name: str, about: str, file: str, size: int, sha256: str) -> KnownModel:
    return KnownModel(
        name=name,
        kind="voice",
        about=about,
        licence="Apache-2.0",
        address=f"{_HIBARI}/{file}",
        download_size=size,
        files=(ModelFile(file, size, sha256),),
    )


KNOWN: tuple[KnownModel, ...] = (
    KnownModel(
        name=SMALL,
        kind="recogniser",
        about="English, small; the one every call uses",
        licence="Apache-2.0",
        address=f"{_VOSK}/{SMALL}.zip",
        download_size=41_203_194,
        files=_SMALL_FILES,
        wheel="videogrep==2.3.0",
        wheel_folder="videogrep/model/",
    ),
    KnownModel(
        name="vosk-model-en-us-0.22-lgraph",
        kind="recogniser",
        about="English, middle size; published word error 7.8 % against 9.9 % of the small one",
        licence="Apache-2.0",
        address=f"{_VOSK}/vosk-model-en-us-0.22-lgraph.zip",
        download_size=128_000_000,
    ),
    KnownModel(
        name="vosk-model-en-us-0.22",
        kind="recogniser",
        about="English, large; published word error 5.7 %, needs several GB of memory",
        licence="Apache-2.0",
        address=f"{_VOSK}/vosk-model-en-us-0.22.zip",
        download_size=1_800_000_000,
    ),
    _voice(
        "fenrir",
        "voice, American, male",
        "am_fenrir_v2.int8.onnx",
        8031158,
        "f59fbd87908c91f827bc21b1b89443757b9a8580db9eee20aa948deb731321f4",
    ),
    _voice(
        "emma",
        "voice, British, female",
        "bf_emma.int8.onnx",
        7936868,
        "f709f0488ee63b583a22189a955aaf4257b9806dd330be3490661e53af0a89c1",
    ),
    _voice(
        "fable",
        "voice, British, male",
        "bm_fable.int8.onnx",
        7936868,
        "c28529302f2d27cd12f62625c24425888c4e3c2675583100ec530259136b8bc6",
    ),
    _voice(
        "kore",
        "voice, American, female",
        "af_kore.int8.onnx",
        7936868,
        "346885752673e45d42f9864c9e2432094bc4b6385df060d4b83273da764d2fa9",
    ),
)
"""Every model that ``ringcraft models fetch`` knows, the needed one first."""
