"""What is said in an archive: claims to agree or disagree with, and answers with the quotations that prove a stance."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.archive.words import WORDS

_PARAGRAPHS, _SENTENCES = (2, 5), (4, 8)
_QUOTED = 4  # sentences of an excerpt at most
_CUT = 5  # words at either end of a long quotation


@dataclass
class Answer:
    """An answer's paragraphs and what is quoted of them."""

    paragraphs: list[str] = field(default_factory=list)
    excerpts: list[dict[str, str]] = field(default_factory=list)
    stances: list[dict[str, str]] = field(default_factory=list)
    key_quote: str = ""

    @property
    def text(self) -> str:
        """The paragraphs, as a record has them."""
        return "\n\n".join(self.paragraphs)


class Speaker:
    """Makes up sentences of one language about some themes."""

    def __init__(self, language: str, dice: random.Random) -> None:
        self.words: Mapping[str, Any] = WORDS["languages"][language]
        self._dice = dice

    def claim(self, theme: str, year: int) -> str:
        """A claim about a theme, to be judged in a year."""
        return self._filled(self._dice.choice(self.words["clause"]), theme, year)

    def question(self, theme: str, year: int) -> str:
        """A question about a theme."""
        return self._filled(self._dice.choice(self.words["question"]), theme, year)

    def answer(self, propositions: Sequence[Mapping[str, Any]], themes: Sequence[str], year: int) -> Answer:
        """An answer about some of the themes, with a stance on some of the propositions that belong to these."""
        made = Answer()
        said: set[str] = set()
        for theme in self._dice.sample(themes, min(len(themes), self._dice.randint(*_PARAGRAPHS))):
            taken = [it for it in propositions if it["theme"] == theme and self._dice.random() < 0.7]
            sentences = self._sentences(theme, year, said)
            for proposition in taken:
                made.stances.append(self._stance(proposition, theme, year, said))
                sentences.insert(self._dice.randint(0, len(sentences)), made.stances[-1]["quote"])
            made.paragraphs.append(self.words["joined"].join(sentences))
            made.excerpts += [{"theme": theme, "quote": it} for it in self._quotations(sentences)]
            made.key_quote = made.key_quote or sentences[0]
        for excerpt in made.excerpts:
            excerpt["quote"] = self._shortened(excerpt["quote"], made.text)
        return made

    def _sentences(self, theme: str, year: int, said: set[str]) -> list[str]:
        """Sentences that nobody has said before in this answer."""

        def sentence() -> str:
            return self._filled(self._dice.choice(self.words["said"]), theme, year - self._dice.randint(0, 9))

        return [_unsaid(sentence, said) for _ in range(self._dice.randint(*_SENTENCES))]

    def _stance(self, proposition: Mapping[str, Any], theme: str, year: int, said: set[str]) -> dict[str, str]:
        stance = self._dice.choice(["agree", "agree", "disagree", "mixed"])
        sentence, hedge = self._dice.choice(self.words["stances"][stance])
        english = self.words is WORDS["languages"]["en"]

        def quote() -> str:
            clause = proposition["statement"].removesuffix(".") if english else self.claim(theme, year)
            return str(sentence.format(clause=clause))

        it = {"proposition": proposition["id"], "stance": stance, "quote": _unsaid(quote, said)}
        return {**it, "hedge": hedge} if hedge else it

    def _quotations(self, sentences: Sequence[str]) -> list[str]:
        """None, one or two stretches of whole sentences."""
        half = len(sentences) // 2
        parts = [sentences[:half], sentences[half:]] if self._dice.random() < 0.3 else [sentences]
        found = []
        for part in parts if self._dice.random() < 0.9 else ():
            start = self._dice.randrange(len(part))
            found.append(self.words["joined"].join(part[start : start + self._dice.randint(1, _QUOTED)]))
        return found

    def _shortened(self, quote: str, text: str) -> str:
        """A long quotation by its first and last words, where these are enough."""
        words = quote.split(" ")
        start, end = " ".join(words[:_CUT]), " ".join(words[-_CUT:])
        enough = len(words) > 6 * _CUT and text.count(start) == text.count(end) == 1
        return f"{start} … {end}" if enough else quote

    def _filled(self, sentence: str, theme: str, year: int) -> str:
        place, other = self._dice.sample(self.words["place"], 2)
        about, percent = self._dice.choice(WORDS["themes"][theme]["about"]), self._dice.randint(2, 60)
        if "{clause}" in sentence:
            clause = self._dice.choice(self.words["clause"])
            sentence = sentence.replace("{clause}", clause)
        return sentence.format(place=place, other=other, about=about, year=year, percent=percent)


def _unsaid(make: Callable[[], str], said: set[str]) -> str:
    """A sentence that hasn't been said, which then has been."""
    sentence = next(it for it in iter(make, None) if it not in said)
    said.add(sentence)
    return sentence
