"""The commands that workflows call: `views preview …` and `views contribute …`."""

import os
from pathlib import Path

import click

from expertviews import contributions
from expertviews.previews import contributing, github_api, marking, rendering, steps
from expertviews.previews.proposal import PullFacts
from expertviews.problems import counted


@click.group("preview")
def preview_command() -> None:
    """Make previews of pull requests and publish the site; used by the workflows."""


@preview_command.command("inspect")
@click.argument("facts", type=click.Path(path_type=Path))
@click.pass_obj
def inspect_command(root: Path, facts: Path) -> None:
    """Fetch what a pull request proposes, and write what GitHub knows about it to the file FACTS."""
    github = github_api.from_environment()
    pull_facts = steps.inspect(github, github_api.run_from_environment(), steps.branch_of(github), root, _published())
    if pull_facts:
        facts.write_text(pull_facts.model_dump_json(), encoding="utf-8")
        click.echo(f"pull request #{pull_facts.pull.number}")
        _output("number", str(pull_facts.pull.number))
        _output("commit", pull_facts.pull.head.sha)
    else:
        click.echo("the pull request is closed, or has a newer commit")


@preview_command.command("render")
@click.argument("facts", type=click.Path(exists=True, path_type=Path))
@click.argument("folder", type=click.Path(path_type=Path))
@click.pass_obj
def render_command(root: Path, facts: Path, folder: Path) -> None:
    """Make the site and the comment for an inspected pull request in a new FOLDER. Needs no token and no network."""
    rendered = rendering.render_preview(root, PullFacts.model_validate_json(facts.read_bytes()), folder)
    click.echo(f"{'a site' if rendered.has_site else 'no site'}, {counted(len(rendered.problems), 'problem')}")


@preview_command.command("deploy")
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
@click.option("--number", type=int, required=True, envvar="NUMBER", help="By default $NUMBER.")
@click.option("--commit", required=True, envvar="COMMIT", help="By default $COMMIT.")
def deploy_command(folder: Path, number: int, commit: str) -> None:
    """Serve the preview in FOLDER, and comment on its pull request."""
    github = github_api.from_environment()
    is_served = steps.deploy(github, steps.branch_of(github), number, commit, folder)
    click.echo("served" if is_served else "the pull request has been closed or has a newer commit")


@preview_command.command("publish")
@click.argument("site", type=click.Path(exists=True, path_type=Path))
def publish_command(site: Path) -> None:
    """Publish the built SITE; previews stay."""
    github = github_api.from_environment()
    if not (site / "index.html").is_file():
        raise click.UsageError(f"{site} has no index.html: is it a built site?")
    click.echo("published" if steps.branch_of(github).publish(site) else "already published")


@preview_command.command("sweep")
@click.pass_context
def sweep_command(context: click.Context) -> None:
    """Remove the previews of closed pull requests."""
    github = github_api.from_environment()
    removed = steps.remove_closed(github, steps.branch_of(github), _published())
    click.echo(f"{counted(len(removed), 'preview')} removed")
    _output("removed", str(len(removed)))
    errors = [f"views: pull request #{number}: {error}" for number, error in removed.items() if error]
    for error in errors:
        click.echo(error, err=True)
    context.exit(1 if errors else 0)


@preview_command.command("mark")
@click.argument("site", type=click.Path(exists=True, path_type=Path))
@click.option("--label", required=True, help="What it is a preview of, such as “merge request !12”.")
@click.option("--url", default="", help="A link for the label.")
@click.option("--published", default="", help="The address of the published site.")
def mark_command(site: Path, label: str, url: str, published: str) -> None:
    """Mark each page of a built SITE as a preview: with a bar, without scripts, and not for search engines."""
    address = f"{published.rstrip('/')}/" if published else ""
    click.echo(f"{counted(marking.mark(site, marking.link(url, label), address), 'page')} marked")


@click.group("contribute")
def contribute_command() -> None:
    """Make pull requests of what people fill in on GitHub; used by the workflow."""


@contribute_command.command("read")
@click.argument("event", type=click.Path(exists=True, path_type=Path))
@click.argument("handover", type=click.Path(path_type=Path))
@click.pass_obj
def read_command(root: Path, event: Path, handover: Path) -> None:
    """Write to the file HANDOVER what the labelled issue of EVENT becomes. Needs no token and no network."""
    made = contributing.read_issue(root, contributions.read_event(event))
    handover.write_text(made.model_dump_json(), encoding="utf-8")
    click.echo(f"{counted(len(made.files), 'file')}, {counted(len(made.mistakes + made.problems), 'problem')}")


@contribute_command.command("open")
@click.argument("event", type=click.Path(exists=True, path_type=Path))
@click.argument("handover", type=click.Path(exists=True, path_type=Path))
@click.pass_obj
def open_command(root: Path, event: Path, handover: Path) -> None:
    """Open a pull request with what HANDOVER has, or comment on the issue of EVENT."""
    github = github_api.from_environment()
    issue, made = contributions.read_event(event), contributing.Handover.model_validate_json(handover.read_bytes())
    click.echo(contributing.take_up(github, steps.branch_of(github), root, issue, made))


def _published() -> str:
    """Return the address of the published site. Raises GitHubError if the workflow doesn't give it."""
    return f"{github_api.variable('SITE_URL').rstrip('/')}/"


def _output(name: str, value: str) -> None:
    """Set an output of the workflow's step; see GitHub's guide “Workflow commands”."""
    file = os.environ.get("GITHUB_OUTPUT")
    if file:
        with Path(file).open("a", encoding="utf-8") as output:
            output.write(f"{name}={value}\n")
