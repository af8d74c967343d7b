# pins: application.compiles/tabs
# step: application
# es: application.py mezcla tabuladores y espacios.
# en: application.py mixes tabs and blanks.
# shows: grep -q "$(printf '\t')return" "$DIR/application.py"
sed -i "s/^    return/\treturn/" "$DIR/application.py"
restart_app
