# server: a sitecustomize starts the measuring of coverage, where that is installed
cat > "$(echo "$VENV"/lib/python3*/site-packages)/sitecustomize.py" <<'EOS'
try:
    import coverage
    coverage.process_startup()
except ImportError:
    pass
EOS
restart_app
