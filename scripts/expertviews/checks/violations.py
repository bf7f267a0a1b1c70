"""What rules are made of."""

from collections.abc import Callable, Iterator

from expertviews.content import Record
from expertviews.problems import Advice, Place

Violation = tuple[Place, str, str | Advice]
"""Where a rule is broken, what is wrong, and what to do."""

Rule = Callable[[Record], Iterator[Violation]]
"""A check of the whole record. Its docstring is the rule's text; its name is the code of its problems."""
