# pins: service.environment/misread
# step: service
# es: Environment= lleva $(pipenv --venv), que solo entiende una shell.
# en: Environment= has $(pipenv --venv), which only a shell understands.
# shows: grep -q 'PATH=$(pipenv' "$UNIT_FILE"
edit_unit 's|^Environment=.*|Environment="PATH=$(pipenv --venv)/bin"|'
