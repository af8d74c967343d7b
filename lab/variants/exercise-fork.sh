# on: exercise
# step: exercise
# es: Se clonó una bifurcación propia, con otro título, gunicorn en requirements.txt y un commit más.
# en: A fork of one's own was cloned, with another title, gunicorn in requirements.txt and one more commit.
# shows: grep -q "alumno/practica" "$DIR/.git/config" && grep -q gunicorn "$DIR/requirements.txt"
student "cd '$DIR' && git config core.fileMode false
sed -i 's/Hello Azure - Python Quickstart/Hola, mundo/' templates/*.html
printf 'gunicorn\nclick>=7.0  # de Flask\n' >> requirements.txt
git -c user.name=alumno -c user.email=alumno@example.org commit --quiet --all --message=cambios
git remote set-url origin https://git.example.org/alumno/practica"
restart_app
