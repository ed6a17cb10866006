"""How Sphinx makes the site: tools/build_site.py writes the pages and calls it."""

import tomllib
from pathlib import Path

WEB = Path(__file__).parent
SETTINGS = tomllib.loads((WEB / "settings.toml").read_text(encoding="utf-8"))

project = "Feedforward, by hand"
author = "The authors of Feedforward, by hand"
copyright = "the authors, text and pictures CC BY 4.0, code BSD 3-Clause"
language = "en"

extensions = ["myst_nb"]
myst_enable_extensions = ["dollarmath", "amsmath"]
myst_heading_anchors = 3
myst_update_mathjax = False  # MathJax also sets the formulas in questions and pictures' words
nb_execution_mode = "off"  # the pages are executed already
nb_merge_streams = True  # what a cell prints is one output, however the kernel sent it
nb_ipywidgets_js = {}
suppress_warnings = ["mystnb.unknown_mime_type", "myst.header"]

html_theme = "sphinx_book_theme"
html_title = project
html_static_path = [str(WEB / "static"), str(WEB / "node_modules" / "mathjax" / "es5")]
html_css_files = ["book.css"]
html_js_files = ["scroll.js", "print.js"]
html_copy_source = False  # what can be downloaded is the notebook, not the page that came of it
mathjax_path = "tex-mml-chtml.js"
mathjax3_config = {
    "tex": {"inlineMath": [["\\(", "\\)"], ["$", "$"]], "displayMath": [["\\[", "\\]"]]},
    "options": {"ignoreHtmlClass": "mathjax_ignore", "enableMenu": False},
}

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


def setup(app):
    app.connect("html-page-context", offer_paper_and_notebook, priority=502)  # after the theme's
