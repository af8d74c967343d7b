ss -ltn | grep -q ':80 '
