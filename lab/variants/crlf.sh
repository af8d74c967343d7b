# step: site
# es: Los archivos se escribieron en Windows: acaban en CR LF.
# en: The files were written on Windows: their lines end in CR LF.
# shows: grep -q "$(printf '\r')" "$SITE" && grep -q "$(printf '\r')" "$DIR/.env"
sed -i 's/$/\r/' "$DIR/.env" "$DIR/wsgi.py" "$DIR/application.py"
edit_site 's/$/\r/'
edit_unit 's/$/\r/'
