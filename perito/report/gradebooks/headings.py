"""Headings of columns in Moodle's languages, without accents, capitals and dots at their end.

From Moodle's language packs (en, es, ca, gl, eu, de, fr, it, pt, nl) of several versions; what they do not have is told
by its position, which is the same in all languages.
"""

from __future__ import annotations


def _these(*texts: str) -> frozenset[str]:
    return frozenset(one.strip() for text in texts for one in text.split(";"))


IDENTIFIER = _these("identifier; identificador; identifiant; id; identifikatzailea; identificatie; identificativo")
GRADE = _these(
    "grade; calificacion; qualificacio; cualificacion; kalifikazioa; bewertung; note; nota; valutazione; beoordeling",
    "cijfer; puntuacion; avaliacao; classificacao",
)
MAXIMUM = _these(
    "maximum grade; calificacion maxima; qualificacio maxima; cualificacion maxima; gehieneko kalifikazioa",
    "bestwertung; maximale bewertung; note maximale; nota maxima; puntuacion maxima; valutazione massima",
    "maximum cijfer; maximale cijfer; maximale beoordeling",
)
SCALE = _these("scale; escala; skala; bewertungsskala; bareme; echelle; eskala; scala; schaal")
FEEDBACK = _these(
    "feedback comments; comentarios de retroalimentacion; comentarios de retroaccion; comentarios de feedback",
    "comentarios; comentaris de retroaccio; comentaris de retroalimentacio; comentaris; feedback als kommentar",
    "feedback-kommentare; feedback par commentaires; commentaires; commenti; feedback opmerkingen; feedback",
    "retroalimentacion; observaciones; observacions",
)
OUTCOMES = _these("outcomes; resultados; resultats; competencias; lernziele; objectifs; leerdoelen")
NAME = _these(
    "full name; nombre completo; nombre y apellidos; nom complet; nome completo; vollstandiger name; izen osoa",
    "izen-abizenak; volledige naam; apellidos y nombre; cognoms i nom; name; student; student name; alumno/a; alumno",
    "alumna; estudiante; nombre del alumno",
)
FIRST = _these("first name; nombre; nom; vorname; prenom; given name")
LAST = _these("last name; surname; apellido(s); apellidos; cognoms; nachname; nom de famille; family name")
EMAIL = _these(
    "email address; email; e-mail; mail; correo; correo electronico; direccion de correo; student email",
    "direccion de correo electronico; adreca electronica; correu electronic; enderezo de correo; e-mail-adresse",
    "adresse de courriel; courriel; indirizzo email; e-mailadres; eposta",
)
NUMBER = _these(
    "id number; numero de id; numero id; student id; sis id; sid; nia; niu; dni; nie; expediente; matricula; username",
    "nombre de usuario; usuario; nom d'usuari",
)
NO = _these("no; nein; non; nao; ez; nee; nej; nei; ei; nie; ne; nu; нет; ні; hayir; いいえ; 否; 不; لا")
YES = _these("yes; si; ja; oui; sim; bai; kylla; tak; ano; da; igen; да; так; evet; はい; 是; نعم")
