"""Configuration and sources of Python programs: gunicorn, pipenv, requirements, WSGI."""
