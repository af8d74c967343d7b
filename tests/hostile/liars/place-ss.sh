# fault: gunicorn-test-left
# lie: ss replaced in place by a script that leaves out port 5000
# named: \bss\b|5000|listen
in_place ss '/:5000 /d'
