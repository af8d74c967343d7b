# step: application
# es: La página / redirige a /inicio.
# en: The page / redirects to /inicio.
# shows: grep -q "redirect('/inicio')" "$DIR/application.py"
sed -i "s/import Flask/import Flask, redirect/" "$DIR/application.py"
sed -i "s|^@app.route('/')|@app.route('/')\ndef raiz():\n    return redirect('/inicio')\n\n\n@app.route('/inicio')|" "$DIR/application.py"
restart_app
