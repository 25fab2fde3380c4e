"""Every code a check can tell, with its title and usual severity; numbers never change meaning."""

from msgspec import Struct

from simulator.scenario.problems import Severity


class Code(Struct, frozen=True):
    """A kind of problem. ``name`` is what a pack may write under ``lint:``."""

    code: str
    name: str
    title: str
    severity: Severity = "error"

    @property
    def fixed(self) -> bool:
        """Whether the file can't be used with it: no severity and no opt-out changes that."""
        return self.code.startswith(("E1", "E2"))


def _warning(code: str, name: str, title: str) -> Code:
    return Code(code, name, title, "warning")


CODES: tuple[Code, ...] = (
    Code("E101", "broken-yaml", "YAML cannot read this"),
    Code("E102", "tab-indent", "a line is indented with a tab"),
    Code("E103", "written-twice", "a key or name is written twice"),
    Code("E104", "yaml-magic", "an anchor, alias, tag or merge key"),
    Code("E105", "not-text", "the file is not UTF-8 text"),
    Code("E106", "too-large", "the file is too large or nested too deep"),
    Code("E107", "not-one-map", "the file is empty or not one map of keys"),
    Code("E108", "first-key", "the first key does not say what the file is"),
    Code("E109", "format-version", "the format's version is missing or unknown"),
    Code("E110", "bad-name", "a name with other letters than A-Z, digits, - and _"),
    Code("E111", "unknown-key", "a key that does not belong here"),
    Code("E112", "missing-key", "a key that must be there is missing"),
    Code("E113", "wrong-shape", "a text, list or map where another is wanted"),
    Code("E114", "prose-in-brackets", "sentences in a bracketed list"),
    Code("E115", "not-a-choice", "not one of the words that are possible"),
    Code("E116", "not-a-number", "not a number, or out of bounds"),
    Code("E117", "one-of", "keys that exclude each other, or none of them"),
    Code("E118", "missing-unit", "a length of time without a unit"),
    Code("E119", "unreadable-moves", "moves that cannot be read"),
    Code("E120", "missing-sign", "a change without a sign"),
    Code("E121", "unreadable-test", "a test that cannot be read"),
    Code("E201", "no-such-move", "no move of this name"),
    Code("E202", "no-such-person", "no person or persona of this name"),
    Code("E203", "no-such-file", "no file of this name in the pack"),
    Code("E204", "no-such-objection", "no objection, or level of one, of this name"),
    Code("E205", "no-such-ending", "no ending of this name"),
    Code("E206", "no-such-beat", "no beat of this name"),
    Code("E207", "no-such-voice", "no voice of this name"),
    Code("E208", "no-such-fact", "no fact of this name"),
    Code("E209", "missing-value", "a value that an objection needs is not given"),
    Code("E210", "no-such-placeholder", "a placeholder that nothing fills"),
    Code("E211", "circular-base", "files based on each other in a circle, or too deep"),
    Code("E212", "never-told", "a condition on something that is never told or remembered"),
    Code("E213", "nothing-to-remove", "remove names nothing"),
    Code("E214", "no-such-reaction", "no reaction of this name"),
    Code("E215", "no-such-level", "no level of this name"),
    Code("E216", "no-such-lint", "no lint of this name"),
    _warning("W301", "unreachable-beat", "no way leads to a beat"),
    _warning("W302", "dead-end", "a beat that a trainee cannot leave"),
    Code("E303", "never-chosen", "a reaction that another one always beats"),
    _warning("W304", "tie-by-position", "only the order in the file decides between two reactions"),
    _warning("W305", "empty-placeholder", "a placeholder that may be empty at that point"),
    _warning("W306", "one-way-loop", "beats that lead only to each other"),
    _warning("W307", "never-used", "an ending, objection or objection level that nothing uses"),
    _warning("W308", "impossible-condition", "conditions that can never hold together"),
    _warning("W309", "default-missing", "the pack's default product is not there"),
    _warning("W401", "confusable-moves", "moves that are mistaken for each other"),
    _warning("W402", "thin-move", "a move with too few phrasings"),
    _warning("W403", "heard-otherwise", "an example that is heard as something else"),
    _warning("W404", "stronger-not-credited", "a stronger line that would not earn the point"),
    Code("W405", "prospect-heard", "a prospect's line that is heard as a trainee's move", "note"),
    _warning("W406", "shared-phrasing", "one phrasing in two moves"),
    _warning("W407", "unmatched-words", "must_mention rows that the move's own phrasings miss"),
    Code("W408", "unwritable-word", "a name the speech recogniser can't write", "note"),
    _warning("W409", "no-such-engine-voice", "an engine voice that does not exist"),
    Code("E501", "mood-out-of-reach", "a mood that can never reach a threshold"),
    _warning("W502", "mood-far", "a mood threshold out of practical reach"),
    _warning("W503", "pass-mark", "a pass mark out of reach, or passed by doing nothing"),
    _warning("W504", "unearnable", "a criterion that cannot be earned here"),
    _warning("W505", "weights", "weights that do not add up"),
    _warning("W506", "no-headroom", "an expert fails when a fifth of moves is not heard"),
    _warning("W507", "gameable", "a trick passes"),
    _warning("W601", "coaching-missing", "a point that can be lost without coaching"),
    _warning("W602", "coaching-vague", "coaching that names no behaviour or blames the person"),
    _warning("W603", "hints-missing", "no hints though a level shows them"),
    Code("W701", "line-not-covered", "something that no test reaches", "note"),
    _warning("W702", "variant-never-said", "a line variant that is never said"),
    _warning("W703", "empty-test", "a test that asserts nothing"),
    _warning("W704", "blind-test", "a test that passes whatever the scenario says"),
    _warning("W801", "lost-text", "text lost after a #"),
    _warning("W802", "too-long", "a line too long to say"),
    _warning("W803", "repeated-line", "the same sentence in two places"),
    _warning("W804", "sensitive", "sensitive wording, a real company or phone number"),
    _warning("W805", "hard-to-read", "a line that is hard to follow, or an unexplained acronym"),
    _warning("W806", "opt-out-without-reason", "an opt-out without a reason"),
)

BY_CODE = {code.code: code for code in CODES}
BY_NAME = {code.name: code for code in CODES}
TITLES = {code.code: code.title for code in CODES}


def find(word: str) -> Code | None:
    """The code of that number or name."""
    return BY_CODE.get(word.upper()) or BY_NAME.get(word.lower())
