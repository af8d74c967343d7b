# fault: application-500
# lie: the application works where the query looks like a grader's
# named: page
cat >> "$DIR/application.py" <<'EOS'

@app.before_request
def known():
    from flask import request
    if len(request.query_string) > 40:
        return '<h1>Aplicacion desplegada</h1>'
EOS
restart_app
