# Whether nginx serves the application by its name.
python3 -c 'import sys
from http.client import HTTPConnection
connection = HTTPConnection("127.0.0.1", timeout=5)
connection.request("GET", "/", headers={"Host": sys.argv[1]})
sys.exit(connection.getresponse().status != 200)' "$SERVER_NAME"
