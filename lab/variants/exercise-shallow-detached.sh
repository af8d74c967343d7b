# on: exercise
# step: exercise
# es: Un clon superficial, con HEAD separado.
# en: A shallow clone with a detached HEAD.
# shows: [ -e "$DIR/.git/shallow" ] && ! grep -q ref: "$DIR/.git/HEAD"
student "git -c user.name=x -c user.email=x@example.org -C '$DIR' commit --quiet --allow-empty --message=segundo
git clone --quiet --depth=1 'file://$DIR' /tmp/clon
git -C /tmp/clon checkout --quiet --detach
git -C /tmp/clon remote set-url origin https://git.example.org/practica/Practica-3.5
rm -rf '$DIR/.git'
mv /tmp/clon/.git '$DIR/.git'
rm -rf /tmp/clon"
