"""What is run on the server for `raw`: Python of the standard library, for 3.9 and later (Debian 11)."""

from __future__ import annotations

from typing import Final

from perito.probes.files import MOST

# argv: packages, the directory to look into, names not to enter.
PROGRAM: Final = r"""
import glob, json, os, socket, stat, sys, time
wanted, root, closed = (json.loads(one) for one in sys.argv[1:4])
def data(path, most=1 << 22):
    try:
        with open(path, 'rb') as file:
            return file.read(most)
    except OSError:
        return b''
def lines(path):
    return data(path).decode('utf-8', 'surrogateescape').split('\n')
def link(path):
    try:
        return os.readlink(path)
    except OSError:
        return ''
def tree(top, depth):
    try:
        info = os.lstat(top)
    except OSError:
        return
    yield [top, info.st_mode, info.st_uid, info.st_gid, link(top) if stat.S_ISLNK(info.st_mode) else '']
    shut = os.path.basename(top) in closed or os.path.exists(os.path.join(top, 'pyvenv.cfg'))
    if depth and stat.S_ISDIR(info.st_mode) and not shut:
        try:
            inside = os.listdir(top)
        except OSError:
            return
        for name in inside:
            yield from tree(os.path.join(top, name), depth - 1)
def sifted(rows):
    left = {}
    for row in rows:
        below = row[0][len(root):].split('/')
        place = below[1] if len(below) > 2 else '', len(below)
        left[place] = left.get(place, 0) + 1
        if left[place] <= MOST:
            yield row
def number(word):
    raw = bytes.fromhex(word)
    if len(raw) == 4:
        return socket.inet_ntop(socket.AF_INET, raw[::-1])
    return socket.inet_ntop(socket.AF_INET6, b''.join(raw[i:i + 4][::-1] for i in range(0, 16, 4)))
def sockets():
    found = {}
    for name in ('tcp', 'tcp6'):
        for line in lines('/proc/net/' + name)[1:]:
            part = line.split()
            if len(part) > 9 and part[3] == '0A':
                address, port = part[1].split(':')
                found[part[9]] = ['tcp', number(address), int(port, 16), '']
    for line in lines('/proc/net/unix')[1:]:
        part = line.split(None, 7)
        if len(part) == 8 and int(part[3], 16) & 0x10000 and part[4] in ('0001', '0005'):
            found[part[6]] = ['unix', '', 0, part[7]]
    return found
listening, holders, processes = sockets(), {}, {}
for name in os.listdir('/proc'):
    if not name.isdigit():
        continue
    exe = link('/proc/' + name + '/exe')
    if exe:
        processes[int(name)] = exe
    try:
        opened = os.listdir('/proc/' + name + '/fd')
    except OSError:
        continue
    for one in opened:
        where = link('/proc/' + name + '/fd/' + one)
        if where.startswith('socket:[') and where[8:-1] in listening:
            holders.setdefault(where[8:-1], set()).add(int(name))
def installed():
    found, name, fields = {}, '', {}
    for line in lines('/var/lib/dpkg/status') + ['']:
        if not line and name in wanted:
            there = sum(os.path.exists('/var/lib/dpkg/info/' + one) for one in (name + '.list', name + '.md5sums'))
            files = [one for one in lines('/var/lib/dpkg/info/' + name + '.list') if one and one != '/.']
            gone = [one for one in files if not one.startswith('/usr/share/') and not os.path.lexists(one)]
            found[name] = [fields.get('Status', ''), fields.get('Version', ''), there, len(files), gone[:5]]
        if not line:
            name, fields = '', {}
        elif line.startswith('Package: '):
            name = line[9:]
        elif line[:1] != ' ' and ': ' in line:
            key, value = line.split(': ', 1)
            fields[key] = value
    return found
def seen(path):
    try:
        info = os.stat(path)
    except OSError as problem:
        return problem.strerror or ''
    return '%d:%d' % (info.st_dev, info.st_ino)
held = {pid for one in holders.values() for pid in one}
tick = os.sysconf('SC_CLK_TCK')
boot = time.time() - time.clock_gettime(time.CLOCK_BOOTTIME)
above, pid, since = [], os.getppid(), 0.0
while pid > 1 and len(above) < 20:
    after = data('/proc/%d/stat' % pid).decode('utf-8', 'replace').rpartition(') ')[2].split()
    if len(after) < 20:  # hidden from whoever is not root
        break
    first = above and after[1] == '1' and not os.access('/proc/%d/fd' % pid, os.R_OK)
    if pid in held or first:  # sshd that listens began with the server; sshd -i, with our connection
        break
    above.append(pid)
    since = boot + int(after[19]) / tick
    pid = int(after[1])
others = ('nginx', 'pytho', 'gunic')
chosen = [1] + above + [one for one in sorted(held) if os.path.basename(processes.get(one, ''))[:5] in others]
places = ['/etc/nginx', '/etc/nginx/nginx.conf', '/etc/nginx/sites-available', '/etc/nginx/sites-enabled',
          '/etc/nginx/conf.d', '/usr/sbin/nginx', '/usr/bin/systemctl', '/usr/bin/python3', '/etc/passwd',
          '/etc/group', '/etc/systemd/system', '/var/log/nginx', '/var/lib/dpkg/status', root]
places += [os.path.join(root, one) for one in sorted(os.listdir(root))[:20]] if os.path.isdir(root) else []
own = {path: seen(path) for path in places}
BINARIES, PACKAGES = '/bin', '/lib/python3*/site-packages'
homes = [os.path.join(root, '*', '*venv*'), '/home/*/.local/share/virtualenvs/*']
used = [path for one in homes for end in (BINARIES, PACKAGES) for path in glob.glob(one + end)][:100]
inside = [path for one in ('*.py', '.env', '*/*.py') for path in glob.glob(os.path.join(root, '*', one))][:200]
bound = {path: seen(path) for path in used + inside + glob.glob('/usr/lib/python3*')}
def mounted(pid):
    found = {}
    for line in lines('/proc/%s/mountinfo' % pid):
        part = line.split()
        if len(part) > 6 and ' - ' in line:
            found[part[4]] = [part[4], part[3], line.split(' - ', 1)[1].split()[0]]
    return found
def is_used(path):
    return path.startswith((root + '/', '/usr/lib/python3')) or any(path.startswith(one + '/') for one in used)
mine = {one: link('/proc/self/ns/' + one) for one in ('mnt', 'pid', 'net')}
mounts, views = mounted('self'), []
shut_off = {seen('/run/systemd/inaccessible/' + one) for one in ('reg', 'dir')}
for pid in dict.fromkeys(chosen):
    base = '/proc/%d' % pid
    if os.path.exists(base + '/root/.'):
        namespaces = {one: link(base + '/ns/' + one) for one in ('mnt', 'pid', 'net')}
        theirs = mounted(pid) if namespaces['mnt'] != mine['mnt'] else {}
        other = {path: seen(base + '/root' + path) for path in places}
        covers = [at for at, (_, _, kind) in theirs.items() if kind == 'tmpfs' and at not in mounts]
        def hidden(path, it):  # TemporaryFileSystem=, InaccessiblePaths=: it is kept from them, and nothing put there
            covered = any((path + '/').startswith(one + '/') for one in covers)
            return it in shut_off or covered and (path in covers or ':' not in it)
        apart = {path: [own[path], it] for path, it in other.items() if own[path] != it and not hidden(path, it)}
        for path in [*bound, *filter(is_used, theirs)] if theirs else ():  # BindPaths= of what is run
            it = seen(base + '/root' + path)
            if ':' in it and it != (bound[path] if path in bound else seen(path)) and not hidden(path, it):
                apart[path] = [seen(path), it]
        works = link(base + '/cwd')  # a mount over it hides where it works from everybody who looks later
        if works.startswith(root + '/') and not works.endswith(' (deleted)'):
            inside = seen(base + '/cwd/.')
            if seen(base + '/root' + works) != inside:
                apart[works] = [seen(works), inside]
        views.append([pid, processes.get(pid, ''), link(base + '/root'), namespaces, apart])
def wanted_by(path):  # systemd.unit(5): a link to /dev/null, or to an empty file, is as good as none
    try:
        info = os.stat(path)
    except OSError:
        return link(path)
    empty = stat.S_ISCHR(info.st_mode) or stat.S_ISREG(info.st_mode) and not info.st_size
    return '/dev/null' if empty and os.path.islink(path) else link(path)
links = []
for top in ('/etc/systemd/system', '/run/systemd/system'):
    for name in os.listdir(top) if os.path.isdir(top) else ():
        wants = name.endswith(('.wants', '.requires')) and not os.path.islink(top + '/' + name)
        if wants and os.path.isdir(top + '/' + name):
            links += [[top + '/' + name + '/' + one, wanted_by(top + '/' + name + '/' + one)]
                      for one in os.listdir(top + '/' + name)]
SOURCES = ('.py', '.env', 'Pipfile', 'Pipfile.lock', '.html', '.j2', '.css')
layered = mounts.get('/', ['', '', ''])[2] == 'overlay'  # where a directory's inode changes with what lies far below
def state_of(path):
    try:
        return os.lstat(path)
    except OSError:
        return None
def changed(path):
    info = os.stat(path)
    inside = [state_of(path + '/' + one) for one in os.listdir(path)[:2000]] if layered else []
    files = [one.st_ctime for one in inside if one and not stat.S_ISDIR(one.st_mode)]
    return max([info.st_mtime if layered else info.st_ctime, *files])
early = since - 20  # somebody may take our connection and let it wait before sshd has it
def fresh():
    for path in [*used, '/usr/local/bin', *glob.glob('/home/*/.local/bin'), *glob.glob('/run/systemd/generator*')]:
        try:
            if changed(path) > early:
                yield [path, changed(path)]
        except OSError:
            pass
    for top in ('/etc/nginx', '/etc/systemd/system', root):
        for path, directories, names in os.walk(top):
            if path.count('/') - top.count('/') >= 2:
                directories[:] = []
            directories[:] = [one for one in directories if one not in closed]
            for name in directories if top == root else ():
                info = state_of(path + '/' + name)
                if info and info.st_ctime > early and info.st_mtime < info.st_ctime:  # chmod(1): nothing was put there
                    yield [path + '/' + name, info.st_ctime]
            for name in names:
                if top != root or name.endswith(SOURCES):
                    info = state_of(path + '/' + name)
                    if info and info.st_ctime > early:
                        yield [path + '/' + name, info.st_ctime]
print(json.dumps({
    'since': since, 'fresh': sorted(fresh(), key=lambda one: -one[1])[:50] if since else [],
    'passwd': lines('/etc/passwd'), 'group': lines('/etc/group'),
    'sources': lines('/etc/nsswitch.conf'),
    'sockets': [[*one, sorted(holders.get(inode, ()))] for inode, one in listening.items()],
    'tree': list(sifted(tree(root, 3))), 'packages': installed(), 'views': views, 'mine': mine,
    'mounts': list(mounts.values()), 'links': links,
    'self': [os.getpid(), data('/proc/self/stat').decode('utf-8', 'replace').split(' ')[0]],
}))
""".replace("MOST", str(MOST))
