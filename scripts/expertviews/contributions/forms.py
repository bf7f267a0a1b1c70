"""The forms: what a stranger can know of an answer, a correction or an outcome, in words for readers.

Each field names the key of the record that it becomes, which gives it its form, its length and its example.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from expertviews.content import ModelKey, keys
from expertviews.model import (
    Affiliation,
    Contributor,
    Correction,
    Evidence,
    Links,
    Outcome,
    Part,
    Question,
    View,
    WebSource,
)

MOST_CHARACTERS = 60_000
"""Of a long field; GitHub takes 65,536 for a whole issue."""


@dataclass(frozen=True)
class Field:
    """A field of a form. `options` are its choices: what is read → what it becomes.

    `when` has the field, and its value, that this one belongs to. What is `told` the editors becomes nothing.
    """

    id: str
    label: str
    about: str
    of: tuple[type[Part], str] | None = None
    required: bool = False
    long: bool = False
    options: Mapping[str, str] = field(default_factory=dict)
    example: str = ""
    when: tuple[str, str] | None = None
    told: bool = False

    @property
    def key(self) -> ModelKey | None:
        """The key of the record that it becomes."""
        return keys.get(*self.of) if self.of else None

    @property
    def placeholder(self) -> str:
        """An example to show in the empty field."""
        found = self.key
        return self.example or (str(found.example) if found and isinstance(found.example, str) else "")


@dataclass(frozen=True)
class Form:
    """A form; `name` is that of its file and its place in addresses."""

    name: str
    title: str
    about: str
    intro: str
    fields: tuple[Field, ...]

    @property
    def file(self) -> str:
        """The name of its file on GitHub."""
        return f"{self.name}.yml"

    def field(self, name: str) -> Field:
        """The field with this id."""
        return next(it for it in self.fields if it.id == name)


_PUBLIC = (
    "What you write here is public at once. An editor reads it and decides whether it goes further; nothing is "
    "published without a review. Don't name anybody who wants to stay anonymous, and don't send what may not be "
    "published yet."
)
_ROLE = Field("role", "Role", "What they did when they answered.", (Affiliation, "role"))
_ORGANISATION = Field(
    "organisation", "Organisation", "Where they did it.", (Affiliation, "organisation"), example="Example Institute"
)
_NAME = Field(
    "name",
    "Name of whoever answers",
    "A person, several, or an organisation.",
    (Contributor, "name"),
    True,
    example="Jane Doe",
)
_KIND = Field(
    "kind",
    "Who is that?",
    "Somebody who wants to stay anonymous is listed under a description, such as “A diplomat”.",
    (Contributor, "kind"),
    True,
    options={"A person": "person", "An organisation": "organisation", "Somebody who stays anonymous": "anonymous"},
)

ADD_ANSWER = Form(
    "add-an-answer",
    "Add an answer",
    "Send your answer to a question of a round-table, or one that was published elsewhere.",
    f"Your answer is shown word for word, under its author's name. {_PUBLIC}",
    (
        Field(
            "question", "Which question?", "The address of its page here, or its words.", (Question, "question"), True
        ),
        _NAME,
        _KIND,
        _ROLE,
        _ORGANISATION,
        Field(
            "url",
            "Where was it published?",
            "Its web address. Leave this empty if it is sent here first.",
            (WebSource, "url"),
        ),
        Field(
            "answered",
            "When was it given?",
            "A year, a month or a day. Leave this empty if it is new.",
            (View, "answered"),
        ),
        Field("title", "Its title", "If it has one of its own.", (View, "title")),
        Field("bio", "About the author", "What the source says about them, word for word.", (View, "bio"), long=True),
        Field(
            "text",
            "The answer",
            "Word for word, with an empty line between paragraphs.",
            (View, "text"),
            True,
            long=True,
        ),
    ),
)

_CORRECTING = ("what", "correct")
CORRECT = Form(
    "correct-or-withdraw",
    "Correct or withdraw",
    "Say what is wrong on a page, or withdraw your own answer.",
    f"Nothing changes in silence: a correction stands beside the old words, with its day and your reason. {_PUBLIC}",
    (
        Field(
            "page",
            "Where is it?",
            "The address of the page, or of the place on it.",
            None,
            True,
            example="https://example.org/contributors/jane-doe/#a-question",
        ),
        Field(
            "what",
            "What shall change?",
            "",
            None,
            True,
            options={"Correct a mistake": "correct", "Withdraw my answer": "withdraw"},
        ),
        Field(
            "wrong",
            "The words that are wrong",
            "As they are on the page, with a few words around them.",
            (Correction, "printed"),
            required=True,
            long=True,
            when=_CORRECTING,
        ),
        Field(
            "right",
            "The right words",
            "What should be there instead.",
            (Correction, "corrected"),
            required=True,
            long=True,
            when=_CORRECTING,
        ),
        Field(
            "original",
            "What does the original have?",
            "The document or page in which the answer was published first.",
            when=_CORRECTING,
            options={"I don't know": "unknown", "The same mistake": "same", "The right words": "right"},
        ),
        Field("why", "Why?", "One sentence, which readers will see.", (Correction, "why"), True),
        Field(
            "proof",
            "How can we check that?",
            "For the editors: a source, or how to reach you. It is public here, but doesn't go onto the site.",
            long=True,
            told=True,
        ),
    ),
)

OUTCOME = Form(
    "suggest-an-outcome",
    "Suggest an outcome",
    "Say how a forecast has turned out, and how we know.",
    f"An outcome needs evidence that anybody can look at. {_PUBLIC}",
    (
        Field(
            "statement",
            "Which statement?",
            "The address of its page here, or its words.",
            None,
            True,
            example="https://example.org/questions/a-question/a-statement/",
        ),
        Field(
            "status",
            "How has it turned out?",
            "",
            (Outcome, "status"),
            True,
            options={
                "It has come true": "borne-out",
                "It has not come true": "not-borne-out",
                "Partly": "mixed",
                "It can't be judged": "untestable",
            },
        ),
        Field(
            "evidence",
            "Evidence",
            "On each line one source: what it is, then its web address.",
            (Evidence, "title"),
            long=True,
            example="Joint statement of 4 February 2022 https://example.org/statement",
        ),
        Field(
            "proof",
            "Anything else?",
            "For the editors. It is public here, but doesn't go onto the site.",
            long=True,
            told=True,
        ),
    ),
)

CONTRIBUTOR = Form(
    "contributor",
    "A contributor",
    "Somebody who answers.",
    "",
    (
        _NAME,
        _KIND,
        _ROLE,
        _ORGANISATION,
        Field("website", "Website", "A page of their own.", (Links, "website")),
        Field("orcid", "ORCID iD", "Without an address.", (Links, "orcid")),
    ),
)
"""Only for editors, at a terminal."""

FORMS = (ADD_ANSWER, CORRECT, OUTCOME)
"""The forms for strangers."""
