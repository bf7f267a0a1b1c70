"""Draws the picture of a page that a shared link shows, from the facts that the page gives.

In goes what each picture says (`pages.Card`); out come pictures as PNG, 1200 × 630, in the folder of the site.
"""

from expertviews.cards.pictures import draw
