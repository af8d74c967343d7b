# pins: exercise.requirements/not-listed
# on: exercise
# step: exercise
# es: Flask se instaló sin requirements.txt: la versión no está fijada y es la última.
# en: Flask was installed without requirements.txt: its version is not pinned, and is the latest.
# shows: grep -q '^flask = "\*"' "$DIR/Pipfile"
poc=$(sed -n 's/^ExecStart=\(.*\)\/bin\/gunicorn .*/\1/p' "/etc/systemd/system/$POC_UNIT.service")
cp "$POC_DIR/Pipfile" "$POC_DIR/Pipfile.lock" "$DIR/"
rm -rf "$VENV/lib"/python3*/site-packages
cp -a "$poc/lib"/python3*/site-packages "$(echo "$VENV/lib"/python3*)/"
restart_app
