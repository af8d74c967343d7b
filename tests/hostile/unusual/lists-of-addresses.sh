# server: lists with 150,000 addresses, 4 MB each: one that nginx denies, one in a geo block; and 600 files of rules
mkdir -p /etc/nginx/lists
python3 - <<'EOS'
addresses = ["%d.%d.%d.7" % (20 + i // 65536, i // 256 % 256, i % 256) for i in range(150_000)]
with open("/etc/nginx/lists/denied.conf", "w") as file:
    file.writelines(f"deny {one};\n" for one in addresses)
with open("/etc/nginx/conf.d/geo.conf", "w") as file:
    file.write("geo $bad {\n    default 0;\n")
    file.writelines(f"    {one}/32 1;\n" for one in addresses)
    file.write("}\n")
for i in range(600):
    with open("/etc/nginx/lists/rule-%03d.conf" % i, "w") as file:
        file.write("# rule %d\n" % i)
EOS
echo 'include /etc/nginx/lists/*.conf;' > /etc/nginx/conf.d/lists.conf
restart_nginx
rm -r $LIES
