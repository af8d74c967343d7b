# on: exercise
# step: exercise
# es: El remoto es una dirección de SSH y hay otro más.
# en: The remote is an SSH address, and there is another one.
# shows: grep -q "git@git.example.org" "$DIR/.git/config"
student "cd '$DIR' && git remote set-url origin git@git.example.org:practica/Practica-3.5.git
git remote add upstream https://git.example.org/practica/Practica-3.5"
