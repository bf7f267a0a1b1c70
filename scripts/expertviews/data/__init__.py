"""The record as data to take away: JSON, tables, annotations, and what describes them.

In goes the comparison of a checked record; out come the files under docs/api/v1/, which the site has as they are.
Pure: the same record always gives the same bytes.
"""

from expertviews.data.files import data_parts, package_name
from expertviews.data.rows import TABLES
from expertviews.data.shapes import MEANINGS
