# step: env
# es: .env lleva comillas, export, comentarios y espacios alrededor del igual.
# en: .env has quotes, export, comments and blanks around the equals sign.
# shows: grep -q "export FLASK_APP" "$DIR/.env"
cat > "$DIR/.env" <<'EOF'
# la aplicación
export FLASK_APP="wsgi.py"   # el que arranca

FLASK_ENV = 'production'
SECRET_KEY=a=b=c
EOF
