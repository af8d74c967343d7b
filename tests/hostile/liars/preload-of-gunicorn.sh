# fault: application-500
# lie: a library that the unit preloads turns gunicorn's errors into the page
# library: send.c
# named: preload
edit_unit "/^User=/i Environment=LD_PRELOAD=$LIES/library.so"
