# server: a package of the student's own is installed as editable, by a finder and by a path
site=$(echo "$VENV"/lib/python3*/site-packages)
student 'mkdir -p ~/tienda/tienda && echo x=1 > ~/tienda/tienda/__init__.py'
for kind in finder path; do
    mkdir "$site/tienda_$kind-0.1.dist-info"
    printf 'Metadata-Version: 2.1\nName: tienda-%s\nVersion: 0.1\n' $kind > "$site/tienda_$kind-0.1.dist-info/METADATA"
    echo '{"dir_info": {"editable": true}, "url": "file:///home/usuario/tienda"}' > "$site/tienda_$kind-0.1.dist-info/direct_url.json"
done
cat > "$site/__editable___tienda_finder.py" <<'EOS'
import sys
from importlib.machinery import ModuleSpec, PathFinder
MAPPING = {"tienda": "/home/usuario/tienda/tienda"}
class _EditableFinder:
    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        return None
def install():
    sys.meta_path.append(_EditableFinder)
EOS
echo 'import __editable___tienda_finder; __editable___tienda_finder.install()' > "$site/__editable__.tienda_finder-0.1.pth"
echo /home/usuario/tienda > "$site/__editable__.tienda_path-0.1.pth"
restart_app
