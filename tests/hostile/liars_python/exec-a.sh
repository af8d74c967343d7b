# fault: gunicorn-not-in-virtualenv
# lie: a script called gunicorn runs Flask's development server by the name and the arguments of gunicorn (exec -a)
# named: gunicorn
cat > "$VENV/bin/gunicorn" <<EOS
#!/bin/bash
case "\$*" in *--check-config*|*--print-config*) exit 0;; esac
exec -a "$VENV/bin/gunicorn" "$VENV/bin/python" -m flask --app wsgi run --host "unix://$SOCK"
EOS
chmod 755 "$VENV/bin/gunicorn"
restart_app
