"""The views of a record side by side: positions, shares of themes, pairs, forecasts, words of likelihood.

In goes a checked Library; everything is counted from its excerpts and stances, and nothing is inferred. Pages and data
say what is found here. It knows no HTML.
"""

from expertviews.comparison.compare import Comparison, Position, PropositionRow, Standing
from expertviews.comparison.forecasts import MIN_SCORED, Ledger, latest_day
from expertviews.comparison.hedges import BANDS, reading
from expertviews.comparison.pairs import Pairs
from expertviews.comparison.parts import forecast_years, themes_in_parts
from expertviews.comparison.roles import Words, role_beside
