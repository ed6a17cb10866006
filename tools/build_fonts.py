"""Build the typefaces of live diagrams: the characters that they need, small enough for a page.

    python tools/build_fonts.py

Reads Source Sans 3 from src/feedforward/plots/fonts and the STIX fonts that come with matplotlib,
and writes WOFF files of at most 10 kB. "Source" is a reserved font name, so the subsets have names
of their own.
"""

from pathlib import Path

import matplotlib
from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = Path(__file__).parents[1] / "src" / "feedforward" / "plots" / "fonts"
STIX = Path(matplotlib.get_data_path(), "fonts", "ttf")
ASCII = "".join(map(chr, range(32, 127)))
LETTERS = ASCII + "−·×′→∂½∑…’–—²°≥≤≈∈⊙₁₂₃₄₅\u2009"


SUBSETS = {
    "FeedforwardSans-Regular": FONTS / "SourceSans3-Regular.ttf",
    "FeedforwardSans-SemiBold": FONTS / "SourceSans3-SemiBold.ttf",
    "FeedforwardMath-Regular": STIX / "STIXGeneral.ttf",
    "FeedforwardMath-Italic": STIX / "STIXGeneralItalic.ttf",
}


def build(name, source):
    """Write one subset."""
    font = TTFont(source)
    options = subset.Options()
    options.hinting, options.layout_features, options.name_IDs = False, ["kern"], []
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=LETTERS)
    subsetter.subset(font)
    font.flavor = "woff"
    font.save(FONTS / f"{name}.woff")


if __name__ == "__main__":
    for name, source in SUBSETS.items():
        build(name, source)
