"""Compiles templates to plain Python: attributes, calls and macros as Python has them, a quarter off the time of pages.

Jinja looks up attributes as keys, too, asks each function whether it wants the context, and wraps each piece of text;
no template here needs that. An attribute that isn't there is an error, but for `is defined` and `is undefined`.
"""

from dataclasses import dataclass
from keyword import iskeyword
from typing import Any

from jinja2 import BytecodeCache, Environment, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.runtime import Macro
from jinja2.utils import missing
from markupsafe import Markup, _escape_inner, escape  # type: ignore[attr-defined] # what `escape` calls for a `str`

from expertviews import kept


class TemplateCode(CodeGenerator):
    """Writes the Python of a template. It needs an environment that `prepare` has prepared."""

    _is_tested = False

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:
        """A test; what is tested may be undefined."""
        before, self._is_tested = self._is_tested, node.name in {"defined", "undefined"}
        super().visit_Test(node, frame)
        self._is_tested = before

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """An attribute."""
        if self._is_tested or iskeyword(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """A call."""
        self.visit(node.node, frame)
        self.write("(")
        for given in (*node.args, *node.kwargs):
            self.visit(given, frame)
            self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """A macro."""
        self.write("environment.")
        super().macro_def(macro_ref, frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write("environment.written(")


@dataclass(frozen=True)
class Compiled(BytecodeCache):
    """Keeps what templates of a kind are compiled to, for all projects: it differs with nothing but their source."""

    kind: str

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """What a template is kept under, wherever it is."""
        del filename
        return f"{self.kind} {name}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take a template that was compiled from the same text."""
        code = kept.program_cache().get(bucket.key, bucket.checksum)
        if code:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep one."""
        kept.program_cache().put(bucket.key, bucket.checksum, bucket.bytecode_to_string())


class _Macro(Macro):
    """A macro that is fast if its arguments are given by their places."""

    def __call__(self, *args: Any, **kwargs: Any) -> Markup:
        """What it writes."""
        if kwargs or self.caller:
            return _html(super().__call__(*args, **kwargs))
        given = args + (missing,) * (self._argument_count - len(args))
        return _html(self._func(*given))


def _html(written: str) -> Markup:
    """What a template has written and escaped. `Markup(...)` takes twice as long."""
    return str.__new__(Markup, written)


def _written(value: Any) -> str:
    """A value as HTML."""
    if value.__class__ is Markup:
        return value
    return _escape_inner(value) if value.__class__ is str else escape(value)


def prepare(environment: Environment) -> None:
    """Have an environment compile templates so."""
    environment.code_generator_class = TemplateCode
    vars(environment).update(Macro=_Macro, written=_written)
