# pins: exercise.form/status
# on: exercise
# step: exercise
# es: La ruta del formulario se cambió en app.py: no acepta POST.
# en: The form's route was changed in app.py: it does not take POST.
# shows: grep -q 'methods=\["GET"\]' "$DIR/app.py"
sed -i 's/methods=\["POST"\]/methods=["GET"]/' "$DIR/app.py"
restart_app
