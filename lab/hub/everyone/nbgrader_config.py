"""nbgrader's settings for all users of a JupyterHub, in .venv/etc/jupyter."""

from autograde import nbgrader_config

c = get_config()  # noqa: F821 -- given by nbgrader

# Formgrader may find a course only after the server has started, but it makes pages with the
# settings that it had then. So a course's settings are here: learners' HTML is always made safe.
nbgrader_config.apply(c)
c.Exchange.root = "/srv/nbgrader/exchange"
c.ExchangeSubmit.strict = True  # refuse a submission that lacks its notebook
