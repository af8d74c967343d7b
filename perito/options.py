"""Options that several commands have: their names, their places on the command line, and what they mean."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Practice = Annotated[
    Path | None, typer.Option("--practice", metavar="DIR", help="Directory with checks/ and rubric.yaml.")
]
Lang = Annotated[str, typer.Option("--lang", help="Language of the texts: es or en.")]
Audience = Annotated[str, typer.Option("--as", help="For whom: student or teacher.")]
Verbose = Annotated[int, typer.Option("--verbose", "-v", count=True, help="-v: every check; -vv: the evidence, too.")]
FailUnder = Annotated[
    float | None,
    typer.Option("--fail-under", metavar="N", help="Exit 1 below this grade (default: on any failed check)."),
]
Json = Annotated[Path | None, typer.Option("--json", metavar="F", help="Write the result document.")]
JUnit = Annotated[Path | None, typer.Option("--junit", metavar="F", help="Write JUnit XML.")]
Html = Annotated[Path | None, typer.Option("--html", metavar="F", help="Write the report as one HTML page.")]
Ctrf = Annotated[Path | None, typer.Option("--ctrf", metavar="F", help="Write CTRF JSON.")]
Gradescope = Annotated[Path | None, typer.Option("--gradescope", metavar="F", help="Write Gradescope's results.json.")]
GitHub = Annotated[bool, typer.Option("--github", help="Print GitHub workflow commands and a job summary.")]
WaiversFile = Annotated[
    Path | None,
    typer.Option("--waivers", metavar="F", help="YAML list of waived checks: check, deployment, reason, expires."),
]
Only = Annotated[str, typer.Option("--only", metavar="STEP,…", help="Only these steps.")]
MarksFile = Annotated[
    Path | None,
    typer.Option("--marks", metavar="F", help="The teacher's marks (YAML or CSV); see `perito marks new`."),
]
StudentId = Annotated[
    str | None, typer.Option("--student", metavar="ID", help="Whose marks these are, by the id in the marks file.")
]
Whole = Annotated[
    bool, typer.Option("--whole", help="Grade the whole assignment, also where a part of it is not there.")
]
Jobs = Annotated[int, typer.Option("-j", min=0, help="How many at a time (0: by the number of cores).")]
Executor = Annotated[str, typer.Option(help="Where the work is done: local or dask.")]
Scheduler = Annotated[str | None, typer.Option(metavar="URL", help="Dask's scheduler, such as tcp://HOST:8786.")]
