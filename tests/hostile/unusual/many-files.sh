# server: another site has 50,000 files and 3,000 directories, some with names that are no UTF-8, or 200 levels deep
python3 - <<'EOS'
import os
os.makedirs("/var/www/otra/uploads")
for i in range(50_000):
    open("/var/www/otra/uploads/%06d.jpg" % i, "w")
for i in range(3_000):
    os.makedirs("/var/www/otra/%02d/%02d" % (i // 100, i % 100))
for name in (b"ni\xf1o.txt", b"line\nbreak", "ñandú".encode(), b"-rf", b" blanks  inside ", b"back\\slash", b"\x1b[31m"):
    open(b"/var/www/otra/" + name, "w")
    os.makedirs(b"/var/www/otra/in-" + name + b"/more")
os.mkfifo("/var/www/otra/fifo")
os.symlink("loop", "/var/www/otra/loop")
os.chdir("/var/www/otra")
for _ in range(200):
    os.mkdir("deeper-and-deeper")
    os.chdir("deeper-and-deeper")
EOS
rm -r $LIES
