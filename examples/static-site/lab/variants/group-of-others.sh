# says: A group owns the files.
groupadd web
chgrp -R web /srv/www
