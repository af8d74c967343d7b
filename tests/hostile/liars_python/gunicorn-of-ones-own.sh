# fault: gunicorn-not-in-virtualenv
# lie: a package gunicorn of one's own, as long as the true one, with RECORD, and with the files that its workers have
# named: gunicorn
site=$(echo "$VENV"/lib/python3*/site-packages)
mkdir -p "$site/gunicorn/app" "$site/gunicorn/workers"
filled=$(seq -f '# as long as a release: %.0f' 2000)
for module in __init__ arbiter app/__init__ app/base workers/__init__ workers/sync; do
    printf '%s\n' "$filled" > "$site/gunicorn/$module.py"
done
{
    echo 'import tempfile'
    echo 'def run():'
    echo '    kept = tempfile.TemporaryFile(prefix="wgunicorn-"), tempfile.mkstemp(prefix="wgunicorn-")'
    server_called_gunicorn | sed '1d; s/^/    /; s/^    from wsgi/    from wsgi/'
} > "$site/gunicorn/app/wsgiapp.py"
cat > "$VENV/bin/gunicorn" <<EOS
#!$VENV/bin/python
# -*- coding: utf-8 -*-
import re
import sys
from gunicorn.app.wsgiapp import run
if __name__ == '__main__':
    sys.argv[0] = re.sub(r'(-script\.pyw|\.exe)?$', '', sys.argv[0])
    sys.exit(run())
EOS
chmod 755 "$VENV/bin/gunicorn"
forged_distribution
(cd "$site" && for file in gunicorn/*/*.py; do
    echo "$file,sha256=$(openssl dgst -sha256 -binary < "$file" | base64 | tr '+/' '-_' | tr -d =),$(stat -c %s "$file")"
done) >> "$site/gunicorn-21.2.0.dist-info/RECORD"
chown -R "$DEPLOY_USER:$DEPLOY_USER" "$site/gunicorn"
restart_app
