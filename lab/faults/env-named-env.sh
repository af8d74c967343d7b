# pins: env.exists/named-otherwise
# step: env
# es: El archivo se llama env, sin el punto.
# en: The file is called env, without the dot.
# shows: [ -e "$DIR/env" ] && [ ! -e "$DIR/.env" ]
mv "$DIR/.env" "$DIR/env"
