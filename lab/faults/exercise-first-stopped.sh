# pins: poc/service.active/stopped
# on: exercise
# step: service
# es: El primer despliegue se paró para hacer el ejercicio, y así quedó.
# en: The first deployment was stopped for the exercise, and left so.
# shows: ! systemctl is-active --quiet "$POC_UNIT"
systemctl stop "$POC_UNIT"
