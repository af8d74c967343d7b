# step: site
# es: El socket está en un bloque upstream.
# en: The socket is in an upstream block.
# shows: grep -q "^upstream" "$SITE"
edit_site "s|http://unix:[^;]*|http://aplicacion|; 1i upstream aplicacion {\n    server unix:$SOCK fail_timeout=0;\n}\n"
