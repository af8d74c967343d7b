"""What gunicorn's processes load beside gunicorn and Flask: Python's library, and what either imports if it is there.

For Python 3.9, standard library only; part of the program of `installed`.
"""

from __future__ import annotations

from typing import Final

# Python's own library against its packages' sums, and what was compiled of it long after they were installed.
OF_DEBIAN: Final = r"""
def ctime_of(path):
    try:
        return os.stat(path).st_ctime
    except OSError:
        return 0.0
def altered(library):
    changed, later = [], []
    for sums in glob.glob('/var/lib/dpkg/info/*python3*.md5sums'):
        installed = ctime_of(sums[:-7] + 'list')
        for line in (text_of(sums, 1 << 21) or '').splitlines():
            path = '/' + line[34:]
            if path.startswith(library + '/') and path.endswith('.py') and '-packages/' not in path:
                data = data_of(path, 1 << 22)
                if data is not None and hashlib.new('md5', data, usedforsecurity=False).hexdigest() != line[:32]:
                    changed.append(path)
                compiled = ctime_of(importlib.util.cache_from_source(path))
                later += [(compiled, path)] * (compiled > installed + 600)
    return changed, [path for _, path in sorted(later)[-60:]]
"""
# Modules that one of `modules` imports, that lie in a site-packages, and that no package put there.
OPTIONAL: Final = r"""
def brought_by_nobody(site, modules, standard):
    wanted = set()
    for module in modules:
        for place, _, names in os.walk(join(site, module)):
            for one in [one for one in names if one.endswith('.py')][:200]:
                text = text_of(join(place, one), 1 << 18) or ''
                wanted.update(re.findall(r'^[ \t]*(?:import|from)[ \t]+(\w+)', text, re.M))
    infos = {plain(re.split(r'-\d', one)[0]).replace('-', '_') for one in listing(site) if one.endswith('-info')}
    names = sorted(wanted - set(standard) - set(modules) - infos)
    paths = [one + end for one in names for end in ('.py', '/__init__.py') if os.path.isfile(join(site, one + end))]
    listed = listed_of(site) if paths else b''
    return [{'path': join(site, one), 'words': words_of(join(site, one))} for one in paths
            if b'\n' + os.fsencode(one) + b',' not in listed][:10]
"""
