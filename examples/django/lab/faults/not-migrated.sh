# pins: django.migrated
# says: Nadie ejecutó migrate.
rm $DIR/db.sqlite3
