"""The names of the deployments that the lab makes, as in the practice and its screenshots."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

USER = "usuario"
PASSWORD = "usuario"  # noqa: S105 - of a throw-away server that nobody else can reach


@dataclass(frozen=True)
class Names:
    """The names of a deployment's parts. Recipes, faults and variants see them in capitals ($DIR)."""

    app: str = "mi_aplicacion"
    dir: str = "/var/www/mi_aplicacion"
    sock: str = "/var/www/mi_aplicacion/mi_aplicacion.sock"
    unit: str = "flask_app"
    site: str = "/etc/nginx/sites-available/mi_aplicacion"
    server_name: str = "mi_aplicacion"

    def variables(self) -> dict[str, str]:
        """The names as environment variables."""
        return {name.upper(): value for name, value in asdict(self).items()}

    def renamed(self, changes: dict[str, str]) -> Names:
        """These names with some changed, given as environment variables. Raises TypeError for others."""
        return replace(self, **{name.lower(): value for name, value in changes.items()})


DEPLOYED = Names()
EXERCISE = Names(
    app="Practica-3.5",
    dir="/var/www/Practica-3.5",
    sock="/var/www/Practica-3.5/Practica-3.5.sock",
    unit="practica-3-5",
    site="/etc/nginx/sites-available/practica-3.5",
    server_name="practica-3.5",
)
REMOTE = "https://git.example.org/practica/Practica-3.5"
