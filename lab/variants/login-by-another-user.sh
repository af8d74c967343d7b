# step: tools
# es: Quien entra por SSH no es quien despliega: el directorio, el entorno y la unidad son de jorge.
# en: Who logs in over SSH is not who deploys: directory, environment and unit are jorge's.
# shows: [ "$(stat -c %U "$DIR")" = jorge ]
systemctl stop "$UNIT"
useradd --create-home --shell /bin/bash jorge
mkdir -p /home/jorge/.local/share/virtualenvs
new=/home/jorge/.local/share/virtualenvs/$(basename "$VENV")
mv "$VENV" "$new"
grep -rlI --exclude-dir=lib -F "$VENV" "$new" | xargs sed -i "s|$VENV|$new|g"
chown -R jorge:jorge /home/jorge
chown -R jorge:www-data "$DIR"
edit_unit "s|$VENV|$new|g; s/^User=.*/User=jorge/"
