"""`lockstep doctor`: what is wrong between here and the service, and what to do."""

from __future__ import annotations

import typer

from lockstep.cli.checks import Finding, State, examine
from lockstep.cli.options import AsJson, Url
from lockstep.cli.printing import console, print_json, show, table

STYLES = {State.OK: "✓", State.WARNING: "!", State.FAULT: "✗"}


def doctor(as_json: AsJson = False, url: Url = None) -> None:
    """Check URL, proxy, service, store, token, clock and versions."""
    with console(err=True).status("Checking"):
        findings = list(examine(url))
    if as_json:
        print_json({"findings": [finding.document() for finding in findings]})
    else:
        show(table(["", "check", "found", "do"], map(_row, findings)))
    raise typer.Exit(max(finding.exit_code for finding in findings))


def _row(finding: Finding) -> list[str]:
    return [STYLES[finding.state], finding.check, finding.found, finding.advice]
