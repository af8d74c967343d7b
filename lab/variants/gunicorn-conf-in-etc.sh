# step: gunicorn
# es: La configuración de gunicorn está en /etc/gunicorn.d.
# en: gunicorn's configuration is in /etc/gunicorn.d.
# shows: [ -e /etc/gunicorn.d/x.py ]
mkdir /etc/gunicorn.d
printf 'bind = "unix:%s"\nworkers = 3\npidfile = "/run/mi/mi.pid"\naccesslog = "-"\n' "$SOCK" > /etc/gunicorn.d/x.py
edit_unit "s| --workers 3 --bind [^ ]*| -c /etc/gunicorn.d/x.py|; s|^User=|RuntimeDirectory=mi\nUser=|"
