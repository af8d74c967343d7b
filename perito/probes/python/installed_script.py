"""The program behind questions about installed packages: what lies in their directories, against what was installed.

For Python 3.9, standard library only. Files are read; nothing is imported from where it looks.
"""

from __future__ import annotations

from typing import Final

FILES: Final = r"""
import base64, glob, hashlib, importlib.util, json, marshal, os, re, stat, sys
join = os.path.join
def data_of(path, most=1 << 20):
    try:
        number = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY)
    except OSError:
        return None
    try:
        state = os.fstat(number)
        return os.read(number, min(state.st_size, most)) if stat.S_ISREG(state.st_mode) else None
    except OSError:
        return None
    finally:
        os.close(number)
def text_of(path, most=1 << 14):
    data = data_of(path, most)
    return None if data is None else data.decode('utf-8', 'replace')
def listing(path):
    try:
        return sorted(os.listdir(path))[:5000]
    except OSError:
        return []
def size_of(path):
    try:
        state = os.stat(path)
    except OSError:
        return 0
    return state.st_size if stat.S_ISREG(state.st_mode) else 0
def sha256(data):
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b'=').decode()
"""
# RECORD (PEP 376, PEP 627): `path,sha256=…,size`; paths are relative to site-packages, and bytecode has no hash.
DISTRIBUTIONS: Final = r"""
CODE, USUAL, MOST = ('.py', '.so', '.pyd'), ('pip', 'setuptools', 'wheel'), 100
def plain(name):
    return re.sub(r'[-_.]+', '-', name).lower()
def rows_of(info):
    text = text_of(join(info, 'RECORD'), 1 << 20)
    if text is None:
        return None
    rows = [line.rsplit(',', 2) for line in text.splitlines()[:8000]]
    return [[row[0].strip('"'), row[1], row[2]] for row in rows if len(row) == 3]
def header(info):
    for path in (join(info, 'METADATA'), join(info, 'PKG-INFO'), info):
        text = text_of(path, 4096)
        if text is not None:
            found = dict(re.findall(r'^(Name|Version): *(\S+)', text, re.M))
            return found.get('Name', ''), found.get('Version', '')
    return '', ''
def needed(site, names):
    found, left = set(), set(names)
    infos = {plain(re.split(r'-\d', one)[0]): one for one in listing(site) if one.endswith('.dist-info')}
    while left:
        name = left.pop()
        found.add(name)
        text = (text_of(join(site, infos[name], 'METADATA'), 1 << 18) or '') if name in infos else ''
        wants = re.findall(r'^Requires-Dist: *([\w.-]+)(?!.*extra *==)', text.partition('\n\n')[0], re.M)
        left |= {plain(one) for one in wants} - found
    return found - set(names)
def hashed(site, rows):
    changed, looked = [], 0
    for path, wanted, _size in rows:
        data = data_of(join(site, path), 1 << 21) if wanted.startswith('sha256=') else None
        if data is not None:
            looked += 1
            if sha256(data) != wanted[7:].rstrip('='):
                changed.append(path)
    return changed[:20], looked
def without_record(site, tops):
    found = 0
    for one in tops[:20]:
        found += size_of(join(site, one + '.py')) > 0
        found += sum(name.endswith(CODE) and size_of(join(site, one, name)) > 0 for name in listing(join(site, one)))
    return found
def told_by(entry):
    found = re.search(r'-(\d[^-]*)', entry.rpartition('.')[0])
    return found.group(1) if found else ''
def distribution(site, entry, main, core):
    info = join(site, entry)
    name, version = header(info)
    rows = rows_of(info)
    tops = (text_of(join(info, 'top_level.txt')) or '').split() or [plain(name).replace('-', '_'), name]
    code = [row for row in rows or () if row[0].endswith(CODE) and '/__pycache__/' not in row[0]]
    code.sort(key=lambda row: (row[0] not in core, row[0].count('/'), not row[0].endswith('__init__.py')))
    wheels = [row[0] + ',' + row[1] for row in code if row[1] and row[0].endswith('.py') and row[0][:1] != '.']
    code = code[:MOST if main else 20]
    absent = [row[0] for row in code if not os.path.lexists(join(site, row[0]))]
    described = [row for row in rows or () if row[0] == entry + '/METADATA']
    texts = [row for row in code if row[0].endswith('.py')]  # compiled ones may have been made smaller by strip(1)
    changed, looked = hashed(site, described + (texts if main else code[:1]))
    links = [row[0] for row in rows or () if row[0].startswith('__editable__') or row[0].endswith('.pth') and not code]
    return {
        'site': site, 'name': name, 'version': version, 'told': told_by(entry), 'record': rows is not None,
        'listed': len(code),
        'there': len(code) - len(absent) or without_record(site, tops), 'absent': absent[:20], 'changed': changed,
        'hashed': looked,
        'editable': bool(links) or '"editable": true' in (text_of(join(info, 'direct_url.json')) or ''),
        'core': {one: size_of(join(site, one)) for one in core if os.path.isfile(join(site, one))},
        'code': hashlib.sha256('\n'.join(sorted(wheels)).encode()).hexdigest() if main else '',
    }
def distributions(site, names, cores):
    found = []
    for entry in listing(site):
        if entry.endswith(('.dist-info', '.egg-info')):
            name = plain(re.split(r'-\d', entry.rpartition('.')[0])[0])
            if name in names if names else name not in USUAL:
                found.append(distribution(site, entry, name in cores, cores.get(name, ())))
    return found
"""
# Names in compiled code that its source does not have: a __pycache__ that was not made of it. Only where Python would
# take it (PEP 552), and of the version of the Python that asks.
COMPILED: Final = r"""
def code_names(code, found):
    found.update(code.co_names)
    for one in code.co_consts:
        if isinstance(one, type(code)):
            code_names(one, found)
    return found
def is_taken(data, path, source):
    flags, state = int.from_bytes(data[4:8], 'little'), os.stat(path)
    if flags & 1:
        return not flags & 2 or importlib.util.source_hash(source) == data[8:16]
    said = int.from_bytes(data[8:12], 'little'), int.from_bytes(data[12:16], 'little')
    return said == (int(state.st_mtime) & 0xFFFFFFFF, state.st_size & 0xFFFFFFFF)
def strangers(path):
    try:
        cache = importlib.util.cache_from_source(path)
    except NotImplementedError:
        return []
    data, source = data_of(cache, 1 << 22), data_of(path, 1 << 22)
    if data is None or source is None or data[:4] != importlib.util.MAGIC_NUMBER or not is_taken(data, path, source):
        return []
    try:
        names = code_names(marshal.loads(data[16:]), set())
    except Exception:
        return ['?']
    words = set(re.findall(r'\w+', source.decode('utf-8', 'replace')))
    parts = {part for name in names for part in re.sub(r'^_[^_]\w*?(?=__)', '', name).split('.')}
    return sorted(part for part in parts if part and part not in words and not part.startswith('__'))[:10]
"""
# What Python runs before any program (site(1)): `sitecustomize`, and lines of .pth files that begin with `import`.
HOOKS: Final = r"""
def listed_of(site):
    infos = [entry for entry in listing(site) if entry.endswith('.dist-info')]
    return b'\n'.join([b'', *(data_of(join(site, entry, 'RECORD')) or b'' for entry in infos)])
def hooks(site):
    names, wanted = listing(site), []
    for name in names:
        if name in ('sitecustomize.py', 'usercustomize.py'):
            wanted.append(name)
        elif name.endswith('.pth'):
            lines = re.findall(r'^import[ \t].*', text_of(join(site, name)) or '', re.M)
            imported = [one + '.py' for line in lines for one in re.findall(r'^import\s+(\w+)', line)]
            wanted += [name] * bool(lines) + [one for one in imported if one in names]
    listed = listed_of(site) if wanted else b''
    unlisted = [one for one in dict.fromkeys(wanted) if b'\n' + os.fsencode(one) + b',' not in listed]
    return [{'path': join(site, one), 'words': words_of(join(site, one))} for one in unlisted[:20]]
def words_of(path):
    lines = [line.partition('#')[0] for line in (text_of(path, 1 << 20) or '').splitlines()]
    return sorted(set(re.findall(r'[\w.]+', '\n'.join(lines))))[:3000]
"""
LIBRARY: Final = FILES + DISTRIBUTIONS
# argv: the environment, names of distributions that are looked at whole, `--`, where bytecode lies if it is elsewhere,
# directories that Python searches first.
# A JSON object. Where it crashes over bytecode there is no answer, and nothing passes.
OF_ENVIRONMENT: Final = r"""
import pwd
def pwd_of(path):
    try:
        return pwd.getpwuid(os.stat(path).st_uid).pw_name
    except (OSError, KeyError):
        return ''
path, cut = sys.argv[1], sys.argv.index('--')
mains, first = sys.argv[2:cut], sys.argv[cut + 2:]
sys.pycache_prefix = sys.argv[cut + 1] or None
config = text_of(join(path, 'pyvenv.cfg'), 4096) or ''
setting = {key.strip(): value.strip() for key, _, value in (line.partition('=') for line in config.splitlines())}
sites = {}
for one in sorted(glob.glob(glob.escape(path) + '/lib*/python3*/site-packages')):
    sites.setdefault(os.path.realpath(one), one)
sites = list(sites.values())
base = os.path.dirname(setting.get('home', '/usr/bin').rstrip('/')) or '/'
libraries = [join(base, 'lib', one.split('/')[-2]) for one in sites]
if setting.get('include-system-site-packages', '').lower() == 'true':
    more = [join(one, 'site-packages') for one in libraries] + [join(base, 'lib/python3/dist-packages')]
    more += [join(base, 'local/lib', os.path.basename(one), 'dist-packages') for one in libraries]
    sites += [one for one in more if os.path.isdir(one)]
if setting.get('include-system-site-packages', '').lower() == 'true':  # then its user's own are searched, too
    home = os.path.expanduser('~' + str(pwd_of(path)))
    sites += [one for one in (join(home, '.local/lib', os.path.basename(lib), 'site-packages') for lib in libraries)
              if os.path.isdir(one) and one not in sites]
def is_module(place, entry, name):
    whole = entry == name and any(os.path.isfile(join(place, name, '__init__' + end)) for end in ('.py', '.pyc'))
    return whole or entry in (name + '.py', name + '.pyc') or entry.startswith(name + '.') and entry.endswith('.so')
python = os.path.realpath(join(path, 'bin', 'python'))
more = sorted({one for site in sites for one in needed(site, mains)})
cores = {name: CORES.get(name, []) for name in [*mains, *more]}
def shadowing(place, names):
    found = [entry for entry in listing(place) for name in [entry.partition('.')[0]]
             if name in names and is_module(place, entry, name)]
    listed = b''.join(map(listed_of, sites)) if found else b''  # a script of a package's may end in .py
    return [join(place, one) for one in found if b'/bin/' + os.fsencode(one) + b',' not in listed]
beside = {one.partition('.')[0] for one in listing(os.path.dirname(os.__file__))}
standard = getattr(sys, 'stdlib_module_names', beside)
modules = {one.replace('-', '_') for one in [*mains, *more]}
shadows = shadowing(join(path, 'bin'), modules | set(standard))
for place in dict.fromkeys([*first, *libraries]):
    shadows += shadowing(place, modules)
zips = [join(os.path.dirname(one), os.path.basename(one).replace('.', '') + '.zip') for one in libraries]
row = {
    'python': python, 'start': (data_of(python, 64) or b'').hex(),
    'script': text_of(join(path, 'bin', 'gunicorn'), 8192),
    'distributions': [one for site in sites for one in distributions(site, None, cores)][:400],
    'hooks': [one for site in [*sites, *libraries] for one in hooks(site)][:30],
    'shadows': (shadows + [one for one in zips if os.path.isfile(one)])[:20], 'needed': more, 'library': [],
}
for site in sites:
    row['hooks'] += brought_by_nobody(site, modules, standard) if not site.startswith('/usr/') else []
site_of = {plain(one['name']): one['site'] for one in reversed(row['distributions'])}
loaded = [join(site_of[name], one) for name in mains if name in site_of for one in COMPILED.get(name, [])]
for one in libraries:
    changed, later = altered(one) if one.startswith('/usr/lib/') else ([], [])
    row['library'] += changed[:5]
    loaded += later
row['compiled'] = {one: names for one, names in ((one, strangers(one)) for one in loaded) if names}
print(json.dumps(row))
"""
# argv: a home, and for each program `--`, its path, its distribution, names of Debian's packages. A JSON object each.
OF_PROGRAMS: Final = r"""
MOST = 15
def sites_of(name, home, *programs):
    bases = [os.path.dirname(os.path.dirname(one)) for one in programs if one]
    bases += ['/usr', '/usr/local', home + '/.local', *glob.glob('/opt/*')[:50]]
    for one in (home, '/opt', '/usr/local/share'):
        for place in ('.local/share/pipx/venvs/', 'pipx/venvs/', '.local/pipx/venvs/', '.local/share/uv/tools/'):
            bases.append(join(one, place, name))
    for place in ('.pyenv/versions/*', '.asdf/installs/python/*', 'miniconda3', 'anaconda3', 'miniforge3',
                  '.local/share/uv/python/*', '.local/share/mise/installs/python/*'):
        bases += glob.glob(join(glob.escape(home), place))[:50]
    sites = {}
    for base in dict.fromkeys(bases):
        for end in ('/lib/python3*/site-packages', '/lib/python3*/dist-packages', '/local/lib/python3*/dist-packages'):
            for one in glob.glob(glob.escape(base.rstrip('/')) + end):
                sites.setdefault(os.path.realpath(one), one)
    return list(sites.values())
def interpreter_of(text):
    line, far = re.match(r'#!\s*(\S+)(?:\s+(\S+))?', text), re.search(r"^'{3}exec' \"?([^\" ]+)", text, re.M)
    found = far.group(1) if far else line.group(1) if line else ''
    return '/usr/bin/' + (line.group(2) or 'python3') if line and found.endswith('/env') else found
def debian(package, real, name):
    database = data_of('/var/lib/dpkg/status', 1 << 25) or b''
    at = (b'\n' + database).find(b'\nPackage: ' + package.encode() + b'\n')
    stanza = database[at:database.find(b'\n\n', at)].decode('utf-8', 'replace') if at >= 0 else ''
    if not re.search(r'^Status: \w+ ok installed', stanza, re.M):
        return None
    version = re.search(r'^Version: *(\S+)', stanza, re.M)
    lines = (text_of('/var/lib/dpkg/info/%s.md5sums' % package, 1 << 21) or '').splitlines()
    sums = {path: one for one, _, path in (line.partition('  ') for line in lines)}
    ends, changed = tuple('packages/' + one for one in CORES.get(name, [])), []
    for path in [path for path in sums if '/bin/' in path or path.endswith(ends)][:20]:
        data = data_of('/' + path, 1 << 22)
        if data is None or hashlib.new('md5', data, usedforsecurity=False).hexdigest() != sums[path]:
            changed.append('/' + path)
    return {'package': package, 'version': version.group(1) if version else '', 'files': len(sums),
            'changed': changed, 'owns': real.lstrip('/') in sums}
def told(program, name, home, packages):
    real = os.path.realpath(program)
    data = data_of(real, 1 << 16) or b''
    text = data[:8192].decode('utf-8', 'replace')
    interpreter = interpreter_of(text)
    sites = sites_of(name, home, interpreter, os.path.realpath(interpreter), real, program)
    known = [debian(package, real, name) for package in packages]
    cores = {name: CORES.get(name, [])}
    print(json.dumps({
        'program': program, 'real': real, 'size': size_of(real), 'start': data[:4].hex(), 'text': text,
        'zipped': b'PK\x03\x04' in data[:4096], 'debian': [one for one in known if one],
        'distributions': [one for site in sites for one in distributions(site, {name}, cores)][:50],
    }))
for group in '\0'.join(sys.argv[2:] + ['']).split('--\0')[1:]:
    program, name, *packages = group.strip('\0').split('\0')
    told(program, name, sys.argv[1], packages)
"""
