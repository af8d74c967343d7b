"""Moodle: participants, grades, users, and the grading worksheet of an assignment; English, Spanish, Catalan.

Headings of its language packs: idnumber, email, fullnameuser (core), recordid, gradecanbechanged (assign).
"""

from __future__ import annotations

from perito.classroom.roster.kinds.kind import Kind, headings, meaning, usual

MOODLE = Kind(
    "Moodle",
    headings(
        "Identificador | Nombre completo | Estado",
        "Identificador | Nom complet | Estat",
        "Identifier | Full name | Status",
        "Identificador | Dirección de correo",
        "Identificador | Adreça electrònica",
        "Identifier | Email address",
        "Apellido(s) | Dirección de correo",
        "Apellidos | Dirección de correo",
        "Apellido(s) | Número de ID",
        "Cognoms | Adreça electrònica",
        "Cognoms | Número ID",
        "Surname | Email address",
        "First name | Email address",
        "Surname | ID number",
        "Last name | ID number",
        "username | firstname | lastname",
    ),
    meaning(record="Identificador | Identifier"),
    usual(
        r"estado|status|estat",
        r"(calificacion|grade|qualificacio)( maxima| minima| .*)?|maximum grade|escala|scale",
        r"la calificacion puede ser cambiada|grade can be changed|(es pot canviar la qualificacio)|"
        r"la qualificacio es pot canviar",
        r"(ultima modificacion|last modified|darrera modificacio) .*",
        r"(comentarios de|comentaris de|feedback).*|texto en linea|online text|text en linia",
        r".*\((real|porcentaje|percentage|percentatge|letra|letter|lletra)\)",
        r"(ultima descarga|last downloaded|darrera baixada|darrera descarrega).*",
        r"grup(o|os|s)?|groups?|ultimo acceso.*|last access.*|darrer acces.*",
        r"departamento|department|departament|institucion|institution|institucio",
        r"(course|type|role|group|enrolperiod|enrolstatus|cohort)\d+|auth|suspended|lang|city|country",
        r"marcador|marker|estado del flujo.*|marking workflow.*|estat del flux.*",
    ),
)
