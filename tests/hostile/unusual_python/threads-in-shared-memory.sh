# server: gunicorn has threads, loads the application first, and keeps its workers' files in /dev/shm
edit_unit 's|--workers 3|--workers 2 --threads 4 --preload --worker-tmp-dir /dev/shm|'
