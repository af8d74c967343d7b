"""What Python programs are told and made of: gunicorn, pipenv, requirements, WSGI sources."""
