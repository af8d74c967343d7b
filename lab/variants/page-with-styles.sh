# step: application
# es: La aplicación tiene plantillas, estilos e imágenes.
# en: The application has templates, styles and images.
# shows: [ -e "$DIR/static/css/estilo.css" ]
mkdir -p "$DIR/static/css" "$DIR/templates"
echo "h1 { color: green }" > "$DIR/static/css/estilo.css"
cat > "$DIR/templates/index.html" <<'EOF'
<!doctype html>
<html><head><title>Tienda</title>
<link rel="stylesheet" href="{{ url_for('static', filename='css/estilo.css') }}">
<link rel="icon" href="/favicon.ico"></head>
<body><h1>Aplicacion desplegada</h1><img src="/static/css/estilo.css"></body></html>
EOF
sed -i "s/import Flask/import Flask, render_template/; s/return '.*'/return render_template('index.html')/" "$DIR/application.py"
chown -R "$DEPLOY_USER:www-data" "$DIR"
restart_app
