# pins: nginx.valid
# says: A semicolon was lost, and nginx not reloaded.
sed -i 's/error_page 404 .*/error_page 404 \/404.html/' /etc/nginx/sites-available/alfa.test
