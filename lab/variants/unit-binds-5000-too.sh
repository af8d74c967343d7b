# step: gunicorn
# es: La unidad escucha además en el puerto 5000 (otro --bind).
# en: The unit listens on port 5000, too (another --bind).
# shows: ss -tlnH "sport = :5000" | grep -q .
edit_unit 's#--bind unix:#--bind 0.0.0.0:5000 --bind unix:#'
