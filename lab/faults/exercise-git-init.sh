# pins: exercise.clone/no-remote
# on: exercise
# step: exercise
# es: Los archivos se copiaron y se hizo git init: no hay remoto.
# en: The files were copied and git init done: there is no remote.
# shows: [ -e "$DIR/.git" ] && ! grep -q remote "$DIR/.git/config"
rm -rf "$DIR/.git"
student "cd '$DIR' && git init --quiet && git add app.py requirements.txt"
