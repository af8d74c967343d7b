test -S /var/www/midjango/midjango.sock && ss -ltn | grep -q ':80 '
