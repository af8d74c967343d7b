# pins: service.group/the-users
# step: service
# es: Group= es el grupo del usuario y no www-data.
# en: Group= is the user's own group and not www-data.
# shows: grep -q "^Group=$DEPLOY_USER" "$UNIT_FILE"
edit_unit "s/^Group=.*/Group=$DEPLOY_USER/"
