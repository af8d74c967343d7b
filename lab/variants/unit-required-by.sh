# step: service
# es: La unidad lleva también Alias= y dos objetivos en WantedBy=.
# en: The unit also has Alias= and two targets in WantedBy=.
# shows: grep -q "^Alias=" "$UNIT_FILE"
systemctl disable --quiet "$UNIT"
edit_unit 's/^WantedBy=.*/WantedBy=multi-user.target graphical.target\nAlias=web.service/'
systemctl enable --quiet "$UNIT"
