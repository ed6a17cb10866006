"""Configure Sphinx for the site: tools/build_site.py writes the pages and calls it."""

import re
import shutil
import tomllib
from pathlib import Path

WEB = Path(__file__).parent
SETTINGS = tomllib.loads((WEB / "settings.toml").read_text(encoding="utf-8"))

project = "Feedforward, by hand"
author = "The authors of Feedforward, by hand"
copyright = "the authors, text and pictures CC BY 4.0, code BSD 3-Clause"
language = "en"

extensions = ["myst_nb"]
myst_enable_extensions = ["dollarmath", "amsmath", "attrs_block"]
myst_heading_anchors = 3
myst_update_mathjax = False  # MathJax also sets the formulas in questions and pictures' words
nb_execution_mode = "off"  # the pages are executed already
nb_merge_streams = False  # site_pages.py has joined them; Sphinx would break lines between
nb_ipywidgets_js = {}
suppress_warnings = ["mystnb.unknown_mime_type", "myst.header"]

html_theme = "sphinx_book_theme"
html_title = project
html_favicon = str(WEB / "static" / "favicon.svg")
html_static_path = [str(WEB / "static")]
html_css_files = ["book.css"]
html_js_files = ["frames.js", "fit.js", "copy.js", "search.js", "print.js"]
html_copy_source = False  # what can be downloaded is the notebook, not the page that came of it
html_use_index = False
templates_path = [str(WEB / "templates")]
html_sidebars = {"**": ["home.html", "icon-links.html", "find.html", "sbt-sidebar-nav.html"]}

# Of MathJax only what the book's formulas need, so that a page does not fetch a megabyte of it.
MATHJAX = (
    "startup.js", "core.js", "input/tex-base.js", "input/tex/extensions/ams.js", "output/chtml.js",
    "output/chtml/fonts/tex.js", "output/chtml/fonts/woff-v2", "a11y/assistive-mml.js",
)  # fmt: skip
mathjax_path = "mathjax/startup.js"
mathjax3_config = {
    "loader": {
        "load": ["core", "input/tex-base", "[tex]/ams", "output/chtml", "a11y/assistive-mml"]
    },
    "tex": {
        "packages": ["base", "ams"],
        "inlineMath": [["\\(", "\\)"], ["$", "$"]],
        "displayMath": [["\\[", "\\]"]],
    },
    "options": {"ignoreHtmlClass": "mathjax_ignore"},
}  # fmt: skip

EMPTY_HEADER = re.compile(r'<th class="head">(<p></p>)?\s*</th>')

html_context = {"default_mode": "auto"}
html_theme_options = {
    "navbar_persistent": [],  # one search field is enough, and it stands in the sidebar
    "show_navbar_depth": 1,
    "show_toc_level": 2,
    "use_download_button": False,  # see offer_paper_and_notebook
    "home_page_in_toc": True,
    "path_to_docs": "chapters",
}
if SETTINGS["repository"]:
    html_theme_options |= {
        "repository_url": SETTINGS["repository"],
        "repository_branch": SETTINGS["branch"],
        "use_repository_button": True,
        "launch_buttons": {
            "notebook_interface": "jupyterlab",
            **({"binderhub_url": SETTINGS["binder"]} if SETTINGS["binder"] else {}),
            **({"colab_url": SETTINGS["colab"]} if SETTINGS["colab"] else {}),
        },
    }


def offer_paper_and_notebook(app, pagename, templatename, context, doctree):
    """Put buttons at the top of a page: for paper, and for a section's notebook."""
    if doctree is None:
        return  # a page of Sphinx's own, like the search
    paper = {
        "type": "javascript",
        "javascript": "window.print()",
        "tooltip": "Print this page, or save it as PDF",
        "icon": "fas fa-print",
        "label": "print-button",
    }
    context["header_buttons"].append(paper)
    if app.env.doc2path(pagename).suffix == ".ipynb":
        notebook = {
            "type": "link",
            "url": context["pathto"](f"notebooks/{pagename}.ipynb", resource=True),
            "tooltip": "Download the notebook",
            "icon": "fas fa-download",
            "label": "notebook-button",
        }
        context["header_buttons"].append(notebook)


def leave_no_header_empty(app, pagename, templatename, context, doctree):
    """The corner of a table that has headers on two sides is a cell: it names nothing."""
    if doctree is not None:
        context["body"] = EMPTY_HEADER.sub("<td></td>", context["body"])


def add_files(app, exception):
    """Put MathJax beside the pages, and take away what no page asks for."""
    if exception:
        return
    static = Path(app.outdir, "_static")
    for name in MATHJAX:
        source, target = WEB / "node_modules" / "mathjax" / "es5" / name, static / "mathjax" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True)
        else:
            shutil.copy(source, target)
    for unused in (*static.rglob("*.map"), *static.glob("locales")):
        shutil.rmtree(unused) if unused.is_dir() else unused.unlink()


def setup(app):
    app.set_html_assets_policy("always")  # the first page has formulas that Sphinx does not see
    app.connect("html-page-context", offer_paper_and_notebook, priority=502)  # after the theme's
    app.connect("html-page-context", leave_no_header_empty)
    app.connect("build-finished", add_files)
