# pins: directory.mode/nobody-enters
# step: directory
# es: chmod -R 664: sin la x no se puede entrar en el directorio.
# en: chmod -R 664: without the x nobody can enter the directory.
# shows: [ "$(stat -c %a "$DIR")" = 664 ]
chmod -R 664 "$DIR"
restart_app
