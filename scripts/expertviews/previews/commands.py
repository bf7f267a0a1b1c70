"""The commands that workflows call: `views preview …`."""

import os
from pathlib import Path
from typing import Any

import click

from expertviews import git
from expertviews.previews import facts, marking, steps
from expertviews.previews.branch import PushError
from expertviews.previews.hosting import HostError, from_environment, run_from_environment
from expertviews.problems import counted


class _Steps(click.Group):
    """Turns what others refuse into a message and an exit status."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (HostError, PushError, git.GitError) as error:
            click.echo(f"views: {error}", err=True)
            ctx.exit(1)


@click.group(cls=_Steps)
def preview() -> None:
    """Previews of pull requests, and publishing; called by the workflows."""


@preview.command("inspect")
@click.argument("folder", type=click.Path(path_type=Path))
def inspect_command(folder: Path) -> None:
    """Take what a pull request's run has built, and make of it what can be served, in a new FOLDER."""
    host = from_environment()
    run = run_from_environment()
    inspected = steps.inspect(host, run, steps.branch_of(host), folder)
    if inspected:
        click.echo(f"pull request #{inspected.number}: {'a site' if inspected.has_site else 'no site'}")
        _output("number", str(inspected.number))
    else:
        click.echo("the pull request is closed, or has a newer commit")


@preview.command("deploy")
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
def deploy_command(folder: Path) -> None:
    """Serve the inspected preview in FOLDER, and comment on its pull request."""
    host = from_environment()
    inspected = steps.read(folder)
    done = steps.deploy(host, steps.branch_of(host), inspected)
    click.echo("served" if done else "the pull request was closed, or pushed to, meanwhile")
    _output_pages()
    if done:
        steps.tell(host, inspected)


@preview.command("publish")
@click.argument("site", type=click.Path(exists=True, path_type=Path))
def publish_command(site: Path) -> None:
    """Serve the built SITE as the published one; previews stay."""
    host = from_environment()
    if not (site / "index.html").is_file():
        raise click.UsageError(f"{site} has no index.html: is it a built site?")
    click.echo("published" if steps.branch_of(host).publish(site) else "published already")
    _output_pages()


@preview.command("sweep")
@click.pass_context
def sweep_command(context: click.Context) -> None:
    """Remove the previews of pull requests that aren't open any more."""
    host = from_environment()
    swept = steps.sweep(host, steps.branch_of(host))
    click.echo(f"{counted(len(swept.removed), 'preview')} removed")
    _output_pages()
    for error in swept.errors:
        click.echo(f"views: {error}", err=True)
    context.exit(1 if swept.errors else 0)


@preview.command("facts")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--base", required=True, help="The revision that the pull request is to be merged into.")
@click.option("--number", type=int, envvar="PULL_REQUEST", help="The pull request's; by default from PULL_REQUEST.")
@click.option("--log", type=click.Path(dir_okay=False, path_type=Path), help="The output of the site's build.")
@click.pass_obj
def facts_command(root: Path, folder: Path, base: str, number: int | None, log: Path | None) -> None:
    """Write what changes and what is wrong, beside the built site in FOLDER, for the comment on the pull request."""
    problems = facts.gather(root, facts.About(base, number, log), folder)
    click.echo(f"{counted(len(problems), 'problem')} noted")
    for problem in facts.left_out(folder):
        click.echo(problem)


@preview.command("mark")
@click.argument("site", type=click.Path(exists=True, path_type=Path))
@click.option("--label", required=True, help="What the preview is of, such as “merge request !12”.")
@click.option("--url", default="", help="Where that can be read.")
@click.option("--published", default="", help="The address of the published site.")
@click.option("--stranger", is_flag=True, help="Let no script run: whoever proposes the change may not write here.")
def mark_command(site: Path, label: str, url: str, published: str, *, stranger: bool) -> None:
    """Mark each page of a built SITE as that of a preview, and ask search engines to stay away."""
    address = f"{published.rstrip('/')}/" if published else ""
    count = marking.mark(site, marking.Preview(label, url, address, stranger=stranger))
    click.echo(f"{counted(count, 'page')} marked")


def _output_pages() -> None:
    """Tells the workflow whether it is to hand the branch over to GitHub Pages."""
    pages = from_environment().pages()
    _output("hand-over", "true" if pages and pages.by_workflow else "false")


def _output(name: str, value: str) -> None:
    file = os.environ.get("GITHUB_OUTPUT")
    if file:
        with Path(file).open("a", encoding="utf-8") as output:
            output.write(f"{name}={value}\n")
