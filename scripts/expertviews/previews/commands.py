"""The commands that workflows call: `views preview …`."""

import os
from pathlib import Path
from typing import Any

import click

from expertviews import git
from expertviews.previews import branch, marking, rendering, steps
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
@click.pass_obj
def inspect_command(root: Path, folder: Path) -> None:
    """Take the record that a pull request's run has handed over into a new FOLDER, with what GitHub knows of it."""
    host = from_environment()
    found = steps.inspect(host, run_from_environment(), steps.branch_of(host), root, folder)
    if found:
        click.echo(f"pull request #{found.number}: {'refused' if found.refused else 'a record'}")
        _output("number", str(found.number))
        _output("commit", found.head_sha)
    else:
        click.echo("the pull request is closed, or has a newer commit")


@preview.command("render")
@click.argument("inspected", type=click.Path(exists=True, path_type=Path))
@click.argument("folder", type=click.Path(path_type=Path))
@click.pass_obj
def render_command(root: Path, inspected: Path, folder: Path) -> None:
    """Make the site and the comment of an INSPECTED pull request, in a new FOLDER. Needs no token, and asks nobody."""
    told = rendering.render(root, inspected, folder)
    click.echo(f"{'a site' if told.has_site else 'no site'}, {counted(len(told.problems), 'problem')}")


@preview.command("deploy")
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
@click.option("--number", type=int, required=True, envvar="NUMBER", help="The pull request's; by default from NUMBER.")
@click.option("--commit", required=True, envvar="COMMIT", help="Its newest commit; by default from COMMIT.")
def deploy_command(folder: Path, number: int, commit: str) -> None:
    """Serve the preview that was rendered in FOLDER, and comment on its pull request."""
    host = from_environment()
    done = steps.deploy(host, steps.branch_of(host), number, commit, folder)
    click.echo("served" if done else "the pull request was closed, or pushed to, meanwhile")
    _output_pages()
    if done:
        steps.tell(host, number, folder)


@preview.command("publish")
@click.argument("site", type=click.Path(exists=True, path_type=Path))
def publish_command(site: Path) -> None:
    """Serve the built SITE as the published one; previews stay."""
    host = from_environment()
    if not (site / "index.html").is_file():
        raise click.UsageError(f"{site} has no index.html: is it a built site?")
    if (site / branch.FOLDER).exists():
        raise click.UsageError(f"{site} has a folder {branch.FOLDER}/, where previews are served: rename it in docs/")
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


@preview.command("mark")
@click.argument("site", type=click.Path(exists=True, path_type=Path))
@click.option("--label", required=True, help="What the preview is of, such as “merge request !12”.")
@click.option("--url", default="", help="Where that can be read.")
@click.option("--published", default="", help="The address of the published site.")
def mark_command(site: Path, label: str, url: str, published: str) -> None:
    """Mark each page of a built SITE as that of a preview: no scripts, and a request to search engines to stay away."""
    address = f"{published.rstrip('/')}/" if published else ""
    click.echo(f"{counted(marking.mark(site, marking.Preview(label, url, address)), 'page')} marked")


def _output_pages() -> None:
    """Tells the workflow whether it is to hand the branch over to GitHub Pages."""
    pages = from_environment().pages()
    _output("hand-over", "true" if pages and pages.by_workflow else "false")


def _output(name: str, value: str) -> None:
    file = os.environ.get("GITHUB_OUTPUT")
    if file:
        with Path(file).open("a", encoding="utf-8") as output:
            output.write(f"{name}={value}\n")
