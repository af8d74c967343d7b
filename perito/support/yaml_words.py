"""What is wrong in a YAML file, in the current language: ruamel's errors have no numbers, only classes and texts.

The few that people meet are in the table; of any other, its class gives the sentence, with ruamel's words quoted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from perito.support.i18n import N_, _, language

if TYPE_CHECKING:
    from ruamel.yaml.error import MarkedYAMLError

QUOTED = re.compile(r"'(?P<single>(?:[^'\\]|\\.)*)'|\"(?P<double>[^\"]*)\"|<(?P<token>[a-z ]+)>")
DUPLICATE = re.compile(r"(?P<key>found duplicate key .+?) with value .* \(original value: .*\)")  # of a table: "{}"
TEXTS = {
    "mapping values are not allowed here": N_("a colon that begins a value does not fit here"),
    "could not find expected {}": N_("a colon after a key is missing before this"),
    "expected {} or {}, but got {}": N_("the file ends, or goes on otherwise, within a list or a table"),
    "expected {}, but found {}": N_("this does not continue what stands before it: look at the indentation"),
    "found character {} that cannot start any token": N_("nothing may begin with {}: put it in quotation marks"),
    "found character {} that cannot start any token (check the indentation)": N_(
        "nothing may begin with {}: put it in quotation marks"
    ),
    "found unexpected end of stream": N_("the file ends within a text in quotation marks"),
    "found undefined alias {}": N_("no anchor is called {}"),
    "found duplicate key {}": N_("the key {} is there twice"),
    "found unknown escape character {}": N_("no character is written as \\{}"),
    "found unhashable key": N_("a list or a table cannot be a key"),
}
CLASSES = {
    "DuplicateKeyError": N_("a key is there twice (“{said}”)"),
    "ScannerError": N_("YAML cannot be read from here on (“{said}”)"),
    "ParserError": N_("YAML cannot be read from here on (“{said}”)"),
    "ComposerError": N_("YAML cannot be read from here on (“{said}”)"),
    "ConstructorError": N_("a value cannot be read (“{said}”)"),
}


def said(error: MarkedYAMLError) -> str:
    """The error in one sentence, without its place."""
    text = DUPLICATE.sub(r"\g<key>", str(error.problem or "").partition("\n")[0].strip())
    if text and (language() == "en" or not type(error).__module__.startswith("ruamel")):
        return text
    names = [match["single"] or match["double"] or match["token"] or "" for match in QUOTED.finditer(text)]
    known = TEXTS.get(QUOTED.sub("{}", text))
    if known:
        return _(known).format(*(repr(name) if "\\" not in name else f"'{name}'" for name in names))
    sentence = CLASSES.get(type(error).__name__)
    return _(sentence).format(said=text) if sentence and text else _("this is not YAML")
