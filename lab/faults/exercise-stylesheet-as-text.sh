# pins: exercise.stylesheet/other-type
# on: exercise
# step: exercise
# es: nginx sirve static él mismo, pero todo como texto: el navegador no aplica los estilos.
# en: nginx serves static itself, but all of it as plain text: a browser does not apply the styles.
# shows: grep -q "types { }" "$SITE"
edit_site "s|location / {|location /static/ { root $DIR; types { } default_type text/plain; }\n    location / {|"
