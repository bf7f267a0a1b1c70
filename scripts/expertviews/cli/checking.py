"""The command `views check`. It imports no more than it needs: editors call it often."""

from collections.abc import Sequence
from pathlib import Path

import click

from expertviews import checks, content, kept
from expertviews.checks import REPORT_FORMATS, FixedFile
from expertviews.problems import counted


@click.command("check")
@click.option("--format", "form", type=click.Choice(list(REPORT_FORMATS)), default="text", help="The output format.")
@click.option("--fix", is_flag=True, help="First fix what has only one right answer: show the changes, and ask.")
@click.option("--yes", is_flag=True, help="With --fix: make the changes without asking.")
@click.pass_context
def check_command(context: click.Context, form: str, fix: bool, yes: bool) -> None:
    """Print every problem in the record, sorted by file and line, then warnings."""
    if yes and not fix:
        raise click.UsageError("--yes needs --fix")
    if not (context.obj / content.FOLDER).is_dir():
        raise click.UsageError(f"{context.obj} has no {content.FOLDER}/; give the project's folder with --root")
    if fix:
        content.refuse_unreadable(context.obj)
        _fix(context.obj, checks.fixed_files(context.obj), yes)
    record = content.load(context.obj)
    problems = checks.check(record)
    kept.record_cache(context.obj).save()
    click.echo(REPORT_FORMATS[form]([*problems, *checks.warnings(record)]))
    context.exit(1 if problems else 0)


def _fix(root: Path, fixed: Sequence[FixedFile], yes: bool) -> None:
    """Show the changes, and make them if the user agrees."""
    for file in fixed:
        click.echo(file)
    if not fixed:
        click.echo("nothing to fix automatically")
    elif yes or click.confirm(f"Change {counted(len(fixed), 'file')}?"):
        for file in fixed:
            content.write_edited(root, file.path, file.before, file.after)
        click.echo(f"{counted(len(fixed), 'file')} changed")
