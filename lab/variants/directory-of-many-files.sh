# step: directory
# es: En el directorio hay node_modules y archivos con espacios, acentos y saltos de línea en el nombre.
# en: The directory has node_modules and files with blanks, accents and line ends in their names.
# shows: [ -d "$DIR/node_modules" ]
for i in $(seq 1 60); do mkdir -p "$DIR/node_modules/p$i/lib"; for j in 1 2 3 4 5 6 7 8 9 10; do : > "$DIR/node_modules/p$i/lib/f$j.js"; done; done
touch "$DIR/mi documento (1).txt" "$DIR/año ñandú.md" "$DIR/con
salto"
mkdir "$DIR/static" "$DIR/docs"; touch "$DIR/docs/conf.py"
