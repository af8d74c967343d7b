# says: Flask and gunicorn were installed by poetry, and pipenv is not there.
managed_by poetry
