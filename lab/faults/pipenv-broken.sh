# pins: tools.pipenv-version/interpreter-gone
# step: tools
# es: pipenv quedó de una versión anterior de Debian y su Python ya no existe.
# en: pipenv was left over from an older Debian and its Python is gone.
# shows: ! pipenv --version
DEBIAN_FRONTEND=noninteractive apt-get remove --quiet --quiet --yes pipenv > /dev/null
cat > /usr/local/bin/pipenv <<'EOF'
#!/usr/bin/python3.7
import sys
from pipenv import cli
sys.exit(cli())
EOF
chmod 755 /usr/local/bin/pipenv
