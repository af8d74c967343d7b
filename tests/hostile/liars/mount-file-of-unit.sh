# fault: application-500
# lie: the unit sees another application.py than everybody else
# named: application.py
sed 's/return pagina/return "<h1>Aplicacion desplegada<\/h1>"/' $DIR/application.py > /opt/application.py; chmod 644 /opt/application.py
edit_unit "/^User=/i BindReadOnlyPaths=/opt/application.py:$DIR/application.py"
