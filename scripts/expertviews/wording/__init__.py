"""All words that readers read, in the languages that they are translated into."""

from expertviews.wording.catalogue import languages
from expertviews.wording.language import Language, capitalised, is_from_the_right, marked
from expertviews.wording.sayings import Wording, wording
