"""Make learners' HTML harmless before feedback pages and formgrader show it."""

import re
from html import escape

TAGS = frozenset(
    "a abbr b blockquote br caption cite code col colgroup dd del details div dl dt em figcaption "
    "figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub "
    "summary sup table tbody td tfoot th thead tr tt u ul var".split()
)
ATTRIBUTES = frozenset(
    "alt aria-label class colspan id open role rowspan scope start style tabindex title".split()
)
STYLES = (
    "border border-left border-right border-top border-bottom border-collapse color "
    "background-color border-radius box-sizing cursor display font-family font-size font-style "
    "font-weight line-height margin max-width overflow-wrap overflow-x padding padding-left "
    "text-align text-decoration vertical-align white-space width"
).split()


def clean_html(text):
    """Return HTML that looks the same but runs and loads nothing.

    HTML that is nested too deeply to be parsed is shown as text. This replaces nbconvert's filter
    of the same name, which does not allow even headings and paragraphs.
    """
    from bleach import clean
    from bleach.css_sanitizer import CSSSanitizer

    text = text.decode() if isinstance(text, bytes) else str(text)
    try:
        return clean(
            text,
            tags=TAGS,
            attributes=_allows,
            protocols=["http", "https", "mailto", "data"],
            css_sanitizer=CSSSanitizer(allowed_css_properties=STYLES),
        )
    except RecursionError:
        return escape(text)


def strip_files_prefix(text):
    """Apply nbconvert's filter of the same name, and then clean_html.

    nbgrader's templates apply this filter to the HTML made from Markdown, but never clean_html.
    """
    from nbconvert import filters

    return clean_html(filters.strip_files_prefix(text))


def _allows(tag, name, value):
    """Return True if an attribute may stay. Opening the page must not load anything."""
    if name == "href":
        return tag == "a" and value.lower().startswith(("http://", "https://", "mailto:", "#"))
    if name == "src":
        return tag == "img" and re.match(r"data:image/(png|jpeg|gif);base64,", value) is not None
    return name in ATTRIBUTES
