ss -ltn | grep -q ':3000 ' && ss -ltn | grep -q ':80 '
