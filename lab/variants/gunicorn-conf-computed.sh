# step: gunicorn
# es: La configuración de gunicorn calcula el socket y los workers.
# en: gunicorn's configuration computes socket and workers.
# shows: grep -q cpu_count "$DIR/conf.py"
cat > "$DIR/conf.py" <<'EOF'
import multiprocessing
import os
directorio = os.path.dirname(os.path.abspath(__file__))
nombre = os.path.basename(directorio)
bind = f"unix:{directorio}/{nombre}.sock"
workers = multiprocessing.cpu_count() * 2 + 1
EOF
edit_unit "s| --workers 3 --bind [^ ]*| --config conf.py|"
