# step: gunicorn
# es: Gunicorn escucha en el socket y además en 127.0.0.1:8000.
# en: Gunicorn listens on the socket and on 127.0.0.1:8000 as well.
# shows: ss -tlnH 'sport = :8000' | grep -q .
edit_unit "s|--bind |--bind 127.0.0.1:8000 --bind |"
