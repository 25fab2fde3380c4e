"""W804: words about who people are, real companies, numbers that may be somebody's."""

import re
from collections.abc import Iterator

from simulator.scenario.documents import Document
from simulator.scenario.outline import doubt
from simulator.scenario.problems import Problem

DIGITS = re.compile(r"\d[\d ()-]{4,}\d")
PHONE = re.compile(r"(?<![\w.,$£€%])\+?(?:\(?\d{2,5}\)?[ -]?){2,5}\d{0,6}(?![\w%])")
FICTION = re.compile(
    r"^(?:(?:44)?0?(?:11[3-8]|121|131|141|151|161)4960\d{3}|(?:44)?0?2079460\d{3}|"
    r"(?:44)?0?1914980\d{3}|(?:44)?0?2896496\d{3}|(?:44)?0?2920180\d{3}|(?:44)?0?1632960\d{3}|"
    r"(?:44)?0?7700900\d{3}|(?:44)?0?8081570\d{3}|(?:44)?0?9098790\d{3}|(?:44)?0?3069990\d{3}|"
    r"1?(?:\d{3})?55501\d{2})$"
)
"""Ranges set aside for drama in the United Kingdom (Ofcom) and North America (555-01xx)."""

COMPANIES = re.compile(
    r"\b(Salesforce|HubSpot|Microsoft|Google|Oracle|Facebook|LinkedIn|DHL|FedEx|UPS|IKEA|Tesco|"
    r"Walmart|Netflix|PayPal|Zendesk|Workday|ServiceNow|Cisco|Siemens|Accenture|Deloitte|Uber)\b"
)
SENSITIVE = re.compile(
    r"\b(for a (?:woman|girl|man)|at your age|you people|those people|foreigner\w*|cripple\w*|"
    r"retard\w*|gyps(?:y|ies)|spastic\w*|tranny|oriental|crazy woman|hysterical|old maid|"
    r"young lady|little lady|act like a man|man up|your religion|your accent)\b",
    re.IGNORECASE,
)


def sensitive(document: Document) -> Iterator[Problem]:
    """W804."""
    for path, text in document.places.texts.items():
        for pattern, message, hint in (
            (SENSITIVE, "'{}' touches who people are, not what they do.", "Word it differently."),
            (COMPANIES, "'{}' is a real company.", "Make one up."),
        ):
            found = pattern.search(text)
            if found:
                place = document.places.word(path, found.group())
                yield doubt("W804", document, place, message.format(found.group()), hint)
        if not DIGITS.search(text):
            continue
        for found in PHONE.finditer(text):
            digits = re.sub(r"\D", "", found.group())
            if len(digits) >= 7 and not FICTION.match(digits):
                place = document.places.word(path, found.group().strip())
                message = f"'{found.group().strip()}' may be somebody's phone number."
                hint = "Use a number reserved for fiction, such as 0117 496 0123 or 555-0123."
                yield doubt("W804", document, place, message, hint)
