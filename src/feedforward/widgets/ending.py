"""Show a learner with every point of the book the network that they have written."""

from feedforward.plots.picture import DARK_STYLE, image_tag

from .network_page import your_network

LARGE = "font-size:18px;font-weight:600;margin:8px 0 4px"


def ending_html(functions, folder):
    """Train the learner's network, and return its results in words and one picture, as HTML.

    functions: those of 6.8 that the notebook defines, by name. folder: where the notebooks lie.
    """
    network = your_network(**functions, folder=folder)
    mine, books, peers = network.results
    return (
        f"{DARK_STYLE}<p style='{LARGE}'>You have passed every exercise, and built a "
        f"deep feedforward network by hand.</p>"
        f"<p>This is what it does. {network.owners()} It learned "
        f"{network.parameters:,} parameters from images of digits, and it reads "
        f"{mine.accuracy:.1%} of the {len(network.labels)} digits that it has never seen. The same "
        f"network trained by the course reads {books.accuracy:.1%}, and scikit-learn's reads "
        f"{peers.accuracy:.1%}. {network.note}</p>"
        f"{image_tag(network.picture(), network.alt)}"
        f'<p>Where to go from here: <code>ff.challenge("parity")</code> and the other open '
        f"challenges at the end of each section have no best answer yet.</p>"
    )
