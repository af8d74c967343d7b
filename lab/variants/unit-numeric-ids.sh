# step: service
# es: User= y Group= van por número.
# en: User= and Group= are given by number.
# shows: grep -q "^User=1000" "$UNIT_FILE" && grep -q "^Group=33" "$UNIT_FILE"
edit_unit 's/^User=.*/User=1000/; s/^Group=.*/Group=33/'
