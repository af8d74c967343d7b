# fault: gunicorn-test-left
# lie: an empty directory is mounted over /proc/PID of what listens on port 5000, and ss leaves it out
# named: proc|mount|ss\b
mkdir -p $LIES/none
for pid in $(ss -tlnpH 'sport = :5000' | grep -o 'pid=[0-9]*' | cut -d = -f 2 | sort -u); do mount --bind $LIES/none /proc/$pid; done
in_path ss '/:5000 /d'
