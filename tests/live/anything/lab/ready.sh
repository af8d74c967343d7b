curl -sf -H 'Host: pagina.test' http://127.0.0.1/
