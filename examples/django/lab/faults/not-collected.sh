# pins: static.collected
# says: Nadie ejecutó collectstatic.
rm -r $DIR/static
