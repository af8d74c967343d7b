# pins: env.readable/not-readable
# step: env
# es: El archivo .env es de root y solo root puede leerlo.
# en: .env belongs to root and only root may read it.
# shows: ! student "cat $DIR/.env"
chown root:root "$DIR/.env"
chmod 600 "$DIR/.env"
