"""Sphinx: the pages of this folder as a site, built offline, every warning an error."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import reference_pages

from research import __version__

project = "Research workbench"
author = "the research workbench"
version = release = __version__
extensions = ["myst_parser", "reference_pages"]
myst_enable_extensions = ["colon_fence", "linkify"]
myst_heading_anchors = 4
# A reference may lead into the repository, which is no page of the site.
myst_url_schemes = ["http", "https", "mailto"]
exclude_patterns = ["_build", *reference_pages.LEFT_OUT]
html_theme = "pydata_sphinx_theme"
html_title = project
html_show_sourcelink = False
html_copy_source = False
html_theme_options = {
    "navigation_with_keys": False,
    "show_prev_next": True,
    "secondary_sidebar_items": ["page-toc"],
    "footer_start": [],
    "footer_end": [],
}
# Nothing is fetched: neither letters nor signs nor scripts of others.
html_static_path: list[str] = []
nitpicky = False
suppress_warnings = ["myst.xref_missing"]
