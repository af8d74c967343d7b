# pins: exercise.form/stopped-on-the-way
# on: exercise
# step: exercise
# es: El sitio solo deja pasar peticiones GET.
# en: The site lets only GET requests pass.
# shows: grep -q limit_except "$SITE"
edit_site "s|location / {|location / {\n            limit_except GET { deny all; }|"
