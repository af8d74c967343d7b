# step: service
# es: El usuario entró en otro grupo, que al servicio no le hace falta, después de arrancarlo.
# en: The user joined another group, which the service does not need, after it was started.
# shows: id -nG "$DEPLOY_USER" | grep -q games
usermod --append --groups games "$DEPLOY_USER"
