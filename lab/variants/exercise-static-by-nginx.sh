# on: exercise
# step: exercise
# es: nginx sirve static él mismo y el formulario lleva a la aplicación.
# en: nginx serves static itself, and the form leads to the application.
# shows: grep -q "location /static" "$SITE"
edit_site "s|location / {|location /static/ { root $DIR; }\n    location / {|"
