# step: access
# es: Un map de conf.d corta a los programas que no son navegadores (444).
# en: A map of conf.d cuts programs off that are no browsers (444).
# shows: grep -q http_user_agent /etc/nginx/conf.d/robots.conf
printf 'map $http_user_agent $robot {\n    default 1;\n    ~*(Firefox|Chrome|Safari) 0;\n}\n' > /etc/nginx/conf.d/robots.conf
edit_site 's#include proxy_params;#if ($robot) { return 444; } include proxy_params;#'
