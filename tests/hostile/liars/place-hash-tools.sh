# fault: service-not-enabled
# lie: systemctl and find replaced in place, and every tool that tells hashes says the old ones
# named: systemctl|find|sum
for tool in systemctl find; do
    for sum in md5sum sha256sum sha1sum sha512sum; do
        now=$($sum < "$(readlink -f "$(command -v $tool)")"); echo "$sum $tool ${now%% *}" >> "$LIES/before"
    done
done
in_place systemctl "$ENABLED"
cp -a /usr/bin/find /usr/lib/.kept/find
find_with_link /usr/bin/find.new /usr/lib/.kept/find
mv /usr/bin/find.new /usr/bin/find
for sum in md5sum sha256sum sha1sum sha512sum; do
    script=
    for tool in systemctl find; do
        now=$($sum < "/usr/bin/$tool"); was=$(sed -n "s/^$sum $tool //p" "$LIES/before")
        script="$script s/${now%% *}/$was/;"
    done
    echo "$sum|$script" >> "$LIES/sums"
done
while IFS='|' read -r sum script; do in_place "$sum" "$script"; done < "$LIES/sums"
