# pins: service.exec-start/closed-directory
# step: service
# es: El servicio corre como www-data, que no puede entrar en el directorio personal donde está el entorno.
# en: The service runs as www-data, which cannot enter the home where the environment is.
# shows: [ "$(stat -c %a /home/usuario)" = 700 ]
chmod 700 /home/usuario
edit_unit 's|^User=.*|User=www-data|'
