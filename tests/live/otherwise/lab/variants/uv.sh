# says: Flask and gunicorn were installed by uv, and pipenv is not there.
managed_by uv
