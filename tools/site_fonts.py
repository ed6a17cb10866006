"""The typeface of the site's pages, which is that of the pictures."""

from fontTools import subset

from feedforward.plots.style import FONTS

LETTERS = [*range(0x20, 0x250), *range(0x370, 0x400), *range(0x2000, 0x2300), 0x25B2, 0x25BC]


def write_fonts(folder):
    """Write the letters of the pages as WOFF; "Source" is reserved for the whole fonts."""
    folder.mkdir(parents=True)
    for source in FONTS.glob("SourceSans3-*.ttf"):
        options = subset.Options(
            flavor="woff", layout_features=["kern", "liga", "tnum"], name_IDs=[]
        )
        font = subset.load_font(str(source), options)
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=LETTERS)
        subsetter.subset(font)
        target = folder / source.with_suffix(".woff").name.replace("SourceSans3", "FeedforwardText")
        subset.save_font(font, str(target), options)
