# step: site
# es: El sitio lleva comentarios y dos directivas server_name.
# en: The site has comments and two server_name directives.
# shows: grep -q "# el nombre" "$SITE"
sed -i 's|listen 80;|listen 80; # puerto { } ;|' "$SITE"
edit_site 's|server_name \([^ ]*\) \(.*\);|server_name \1; # el nombre\n    server_name \2;\n    # proxy_pass http://unix:/otro.sock;|'
