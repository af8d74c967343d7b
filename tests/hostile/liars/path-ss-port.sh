# fault: gunicorn-test-left
# lie: an ss earlier in PATH leaves out port 5000
# named: \bss\b|5000|listen
in_path ss '/:5000 /d'
