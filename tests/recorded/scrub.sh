# A recording shall name no package registry. Before anything is broken, the student's Pipfile gets a source that
# nobody has (RFC 6761), and its lock file the hash that pipenv computes for it: in step, as they were.
student "cd '$DIR' && sed -i 's#^url = .*#url = \"https://index.invalid/simple\"#' Pipfile && python3 -c '
import json
from pipenv.project import Project
lock = json.load(open(\"Pipfile.lock\"))
for source in lock[\"_meta\"][\"sources\"]:
    source[\"url\"] = \"https://index.invalid/simple\"
lock[\"_meta\"][\"hash\"][\"sha256\"] = Project().calculate_pipfile_hash()
with open(\"Pipfile.lock\", \"w\") as file:
    json.dump(lock, file, indent=4, sort_keys=True)
    file.write(\"\\n\")
'"
