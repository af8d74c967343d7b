# on: exercise
# step: exercise
# es: El trabajo propio está en un commit; los permisos, ignorados.
# en: One's own work is in a commit; modes are ignored.
# shows: [ -z "$(GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0='*' git -C "$DIR" status --porcelain -uno)" ]
student "cd '$DIR' && git config core.fileMode false && git add Pipfile Pipfile.lock wsgi.py
git -c user.name=alumno -c user.email=alumno@example.org commit --quiet --message='Despliegue'"
