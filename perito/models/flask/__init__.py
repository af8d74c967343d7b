"""The Flask practice, on top of the web model: directory, virtual environment, application, gunicorn, exercise."""
