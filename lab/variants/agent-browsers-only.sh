# step: access
# es: nginx solo atiende a navegadores (regla sobre User-Agent).
# en: nginx serves browsers only (a rule on User-Agent).
# shows: grep -q http_user_agent "$SITE"
edit_site 's#include proxy_params;#if ($http_user_agent !~ Mozilla) { return 403; } include proxy_params;#'
