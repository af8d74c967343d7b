"""The headings by which a column of a table is known, in Spanish, Catalan and English, whatever made the table."""

from __future__ import annotations

import re
from typing import Final

from perito.classroom.roster.model import FIELDS
from perito.classroom.roster.rows import plain

AROUND = " \t\n\"'¿?¡!:*."


def title(text: str) -> str:
    """A heading without capitals, accents, doubled blanks, and signs around it."""
    return re.sub(r"\s+", " ", plain(text.replace("\u2019", "'"))).strip(AROUND)


# Of several suitable columns the one that stands first here is taken.
BY_FIELD: Final[dict[str, tuple[str, ...]]] = {
    "id": (
        "id", "ID number", "idnumber", "Número de ID", "Número ID", "Número de identificación",
        "Número d'identificació", "Student ID", "Student number", "SIS User ID", "Org Defined ID", "NIA", "NIU", "NIP",
        "SID", "CIAL", "IDALU", "RALC", "UVUS", "NetID", "UID", "Nº Id. Escolar", "Número de identificación escolar",
        "Nº de expediente", "Nº expediente", "Número de expediente", "Nº del expediente del centro", "Expediente",
        "Matrícula", "Nº de matrícula", "Número de matrícula", "Código", "Código de alumno", "Legajo",
        "Identificador", "DNI", "NIF", "NIE", "DNI/NIE", "DNI/Pasaporte", "Documento",
    ),
    "username": ("username", "user name", "Nombre de usuario", "Nom d'usuari", "SIS Login ID"),
    "first": ("First name", "firstname", "Given name", "Nombre", "Nombre(s)", "Nom", "Tu nombre"),
    "last": (
        "Last name", "lastname", "Surname", "Family name", "Apellido(s)", "Apellidos", "Apellido", "Primer apellido",
        "Apellido 1", "Cognoms", "Cognom(s)", "Cognom", "Primer cognom", "Tus apellidos",
    ),
    "second": ("Segundo apellido", "Apellido 2", "Segon cognom"),
    "name": (
        "name", "Full name", "fullname", "Student name", "Nombre completo", "Nom complet", "Nombre y apellidos",
        "Nombre y apellido", "Tu nombre y apellidos", "Nom i cognoms", "Apellidos y nombre", "Apellidos, nombre",
        "Cognoms i nom", "Cognoms, nom", "Nombre del alumno", "Nombre del alumno/a", "Nombre del estudiante",
        "Alumno/a", "Alumne/a", "Alumnado", "Alumnat",
    ),
    "email": (
        "email", "e-mail", "Email address", "mail", "Student email", "Dirección de correo electrónico",
        "Dirección de correo", "Correo electrónico", "Correo", "Correo institucional", "Correo corporativo",
        "Adreça electrònica", "Adreça de correu electrònic", "Adreça de correu", "Correu electrònic", "Correu",
        "Correo electrónico personal alumno/a",
    ),
    "host": (
        "host", "hostname", "ansible_host", "IP", "IP address", "Dirección IP", "Adreça IP", "IPv4", "Servidor",
        "Server", "Máquina", "Màquina", "VM", "MV", "address", "host:port", "host:puerto", "ip:port", "ip:puerto",
        "public_ip", "public ip", "IP pública", "public_ip_address", "ip_address", "ipv4_address",
    ),
    "port": ("port", "puerto", "ssh port", "ssh_port", "puerto ssh", "port ssh", "ansible_port"),
    "user": ("user", "usuario", "usuari", "ssh user", "ssh_user", "usuario ssh", "usuari ssh", "ansible_user"),
    "identity": ("identity", "clave privada", "clau privada"),
    "host_key": ("host_key", "host key", "clave de host", "huella", "huella ssh", "fingerprint", "ssh fingerprint"),
    "jump": ("jump", "salto"),
    "app": ("app", "aplicación", "aplicació", "directorio", "directori"),
    "exercise": ("exercise", "ejercicio", "exercici"),
    "service": ("service", "servicio", "servei"),
    "site": ("site", "sitio"),
    "timestamp": (
        "Marca temporal", "Timestamp", "Marca de temps", "Fecha y hora", "Data i hora", "Fecha de envío",
        "Hora de finalización", "Hora de finalització", "Completion time", "Submitted at",
    ),
    "role": ("role", "roles", "rol", "rols"),
}  # fmt: skip
FIELD_OF: Final = {title(one): field for field, headings in BY_FIELD.items() for one in headings} | {
    one: one for one in FIELDS
}
RANK: Final = {heading: rank for rank, heading in enumerate(FIELD_OF)}
PUPIL: Final = frozenset({"alumno", "alumne", "estudiante", "estudiant", "student"})  # a name, or an id beside a name
ACCOUNT: Final = frozenset({"user", "usuario", "usuari"})  # who it is, or whom to log in as
# Words of a question about a server's address. The answers must look like addresses, too.
ABOUT_HOST: Final = frozenset({
    "ip", "ipv4", "servidor", "server", "host", "hostname", "maquina", "vm", "mv", "vps", "instancia",
    "equipo", "equip", "ordenador", "ordinador", "dominio", "domini", "domain", "url", "ssh", "direccion", "adreca",
})  # fmt: skip
ABOUT_PORT: Final = frozenset({"puerto", "port"})
ABOUT_USER: Final = frozenset({"usuario", "usuari", "user", "login"})


def words(heading: str) -> set[str]:
    """The words of a plain heading."""
    return set(re.findall(r"[a-z0-9]+", heading))
