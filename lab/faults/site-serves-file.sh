# pins: site.proxy-pass/absent
# step: site
# es: nginx sirve un index.html con el texto de la página y no pasa nada a la aplicación.
# en: nginx serves an index.html with the page's text and passes nothing to the application.
# shows: ! grep -q proxy_pass "$SITE"
echo "<h1>Aplicacion desplegada</h1>" > "$DIR/index.html"
edit_site "/proxy_params/d; s|proxy_pass .*|root $DIR; index index.html;|"
