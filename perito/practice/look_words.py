"""The programs of a server, by whether they only look: what `looks` tells commands by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Verbs:
    """Words that look and words that write. `first`: the first word alone decides; `options`: options are such words,
    too; `bare`: without any word it looks."""

    looks: re.Pattern[str]
    writes: re.Pattern[str]
    first: bool = True
    options: bool = False
    bare: bool = False


def _verbs(looks: str, writes: str, *, first: bool = True, options: bool = False, bare: bool = False) -> Verbs:
    looking, writing = (re.compile("|".join(text.split())) for text in (looks, writes))
    return Verbs(looking, writing, first, options, bare)


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


BEFORE: Final = frozenset({"!", "{", "if", "then", "elif", "else", "while", "until", "do", "time", "exec"})
ALONE: Final = _names("""
    fi done } esac for case in exit return break true false : cd set export umask unset shift ulimit local
""")
# What runs another command, with its options that take a value.
RUNNERS: Final[dict[str, frozenset[str]]] = {
    "sudo": frozenset({"-u", "-g", "-p", "-C", "-h", "-R", "-D", "-T", "-U", "--user", "--group"}),
    "runuser": frozenset({"-u", "-g", "-G", "--user"}),
    "env": frozenset({"-u", "-C", "--unset", "--chdir"}),
    "nice": frozenset({"-n"}),
    "ionice": frozenset({"-c", "-n"}),
    "timeout": frozenset({"-s", "-k", "--signal", "--kill-after"}),
    "stdbuf": frozenset({"-i", "-o", "-e"}),
    "xargs": frozenset({"-n", "-I", "-L", "-P", "-d", "-a", "-s", "-E"}),
    "nohup": frozenset(),
    "setsid": frozenset(),
}
SHELLS: Final = frozenset({"sh", "bash", "dash"})
LOOKS: Final = _names("""
    [ [[ arch base64 basename blkid cat cksum cmp column command comm cut df diff dig dirname dmidecode dpkg-query
    du echo egrep expand fgrep file findmnt fmt fold free getcap getconf getent getfacl grep groups head hexdump
    host hostid id iconv ifquery jq last lastlog ldd ls lsattr lsblk lsb_release lscpu lsmod lsof locale logname
    md5sum mountpoint namei netstat nl nproc nslookup od pgrep pidof pidstat pinky printenv printf ps pstree pwd
    pwdx readelf readlink realpath rev sha1sum sha224sum sha256sum sha384sum sha512sum shasum seq ss stat strings
    sum systemd-analyze tac tail test tr tty type uname uniq uptime users vmstat w wc whereis which who whoami xxd
    zcat zgrep apt-cache systemd-detect-virt ping traceroute tracepath nstat
""")
LOOKS_ALONE: Final = frozenset({"mount", "swapon"})  # with words they write
WRITES: Final = _names("""
    a2dismod a2dissite a2enmod a2ensite addgroup adduser at atrm batch bunzip2 bzip2 certbot chage chattr chfn chgrp
    chmod chown chpasswd chsh cp cpio createdb createuser dd delgroup deluser depmod dropdb dropuser fallocate fdisk
    gpasswd groupadd groupdel groupmod gunzip gzip halt insmod install kill killall ldconfig link ln logger
    logrotate losetup mkdir mkfifo mkfs mknod mkswap mktemp modprobe mv nano newgrp newusers parted partprobe passwd
    patch pkill poweroff reboot renice rm rmdir rmmod rsync scp setcap setfacl sftp shred shutdown split swapoff
    systemd-run systemd-tmpfiles telinit touch truncate umount unlink unzip update-alternatives update-grub
    update-rc.d useradd userdel usermod vi vim vipw visudo wall wipefs write xz
""")
NOTHING: Final = r"(?!)"
VERBS: Final[dict[str, Verbs]] = {
    "systemctl": _verbs(
        "is-active is-enabled is-failed is-system-running show status cat list-[a-z-]+ get-default help",
        "start stop restart try-restart reload reload-or-restart try-reload-or-restart kill enable disable reenable "
        "mask unmask link edit revert preset set-default set-property daemon-reload daemon-reexec isolate reboot "
        "poweroff halt reset-failed clean freeze thaw set-environment unset-environment add-wants add-requires",
    ),
    "service": _verbs("status --status-all", "start stop restart reload force-reload", first=False, options=True),
    "apt": _verbs("list show search policy", "install remove purge update upgrade full-upgrade autoremove"),
    "apt-get": _verbs("check", "install remove purge update upgrade dist-upgrade autoremove clean autoclean build-dep"),
    "apt-mark": _verbs("show[a-z]+", "auto manual hold unhold"),
    "aptitude": _verbs("search show versions why", "install remove purge update upgrade safe-upgrade full-upgrade"),
    "dpkg": _verbs(
        "-[lsLSVpC]+ --list --status --listfiles --search --verify --get-selections --print-architecture --audit",
        "-i -r -P --install --remove --purge --configure --unpack --set-selections", options=True,
    ),
    "snap": _verbs("list info find version", "install remove refresh start stop restart enable disable set"),
    "pip": _verbs("list show freeze check index --version -V", "install uninstall download cache", options=True),
    "git": _verbs("log show ls-files ls-remote rev-parse cat-file describe remote blame --version",
                  "clone pull push fetch commit add checkout switch reset merge rebase stash clean init mv rm restore"),
    "nginx": _verbs("-[tTvVq]+ -c", "-s", first=False, options=True),
    "sshd": _verbs("-[tT]+", NOTHING, first=False, options=True),
    "apache2ctl": _verbs("configtest -[tSMvV]+", "start stop restart graceful", options=True),
    "ip": _verbs(".*", "add del delete set flush change replace append", first=False, bare=True),
    "bridge": _verbs(".*", "add del delete set flush change replace append", first=False),
    "iptables": _verbs("-[nvxLS]+ -C --list --list-rules",
                       "-[ADIRFZNXPE] --append --delete --insert --flush --policy", first=False, options=True),
    "nft": _verbs("list", "add create delete flush insert replace rename reset -f"),
    "ufw": _verbs("status show version", "allow deny reject limit enable disable reset delete insert reload default"),
    "crontab": _verbs("-l", "-e -r -i -", first=False, options=True),
    "docker": _verbs("ps inspect images version info logs port top stats network volume",
                     "run exec start stop restart rm rmi pull push build create kill pause unpause cp compose"),
    "supervisorctl": _verbs("status avail pid version", "start stop restart reload reread update add remove shutdown"),
    "node": _verbs("-c --check -v --version", NOTHING, options=True),
    "blockdev": _verbs("--report --get.+", "--set.+ --flushbufs --rereadpt", options=True),
    "a2query": _verbs(".*", NOTHING, options=True),
    "hostnamectl": _verbs("status show", "set-[a-z-]+ hostname", bare=True),
    "timedatectl": _verbs("status show list-timezones timesync-status", "set-[a-z-]+", bare=True),
    "localectl": _verbs("status list-[a-z-]+", "set-[a-z-]+", bare=True),
    "loginctl": _verbs("list-[a-z]+ show-.+ [a-z]+-status", "terminate-[a-z]+ kill-[a-z]+ [a-z]+-linger", bare=True),
    "resolvectl": _verbs("status query dns domain statistics", "flush-caches revert", bare=True),
    "networkctl": _verbs("list status", "up down reload reconfigure renew", bare=True),
    "openssl": _verbs("x509 version verify crl req rsa pkey ciphers list dgst asn1parse", NOTHING),
}  # fmt: skip
VERBS.update({
    "podman": VERBS["docker"], "pip3": VERBS["pip"], "ip6tables": VERBS["iptables"], "apachectl": VERBS["apache2ctl"],
})  # fmt: skip
# Programs that look but for these options; of those in DOUBTFUL it is not certain that they write.
BY_OPTION: Final = {
    "sed": re.compile(r"-[nErsuz]*i.*|--in-place.*"),
    "sort": re.compile(r"-o.*|--output.*"),
    "sysctl": re.compile(r"-w|--write|-p.*|--load.*|--system|[^-=]+=.*"),
    "date": re.compile(r"-s.*|--set.*|\d{8,}"),
    "hostname": re.compile(r"[^-].*|-F|--file"),
    "journalctl": re.compile(r"--vacuum.*|--rotate|--flush|--sync|--relinquish-var|--setup-keys"),
    "dmesg": re.compile(r"-[cCDE]+|--clear|--read-clear|--console.*"),
    "tar": re.compile(r"-?[vzjJfkpP]*[xcru][A-Za-z]+|--extract|--create|--append|--update|--delete|--get"),
    "awk": re.compile(r"(?!)"),
    "gawk": re.compile(r"-i|--include"),
    "mawk": re.compile(r"(?!)"),
}
DOUBTFUL: Final = {
    "sed": re.compile(r".*[/;\d\s]w\s+\S+.*|.*/[gip\d]*[we]\b.*", re.DOTALL),
    "awk": re.compile(r".*(?:system\s*\(|[>|]|getline).*", re.DOTALL),
}
DOUBTFUL.update({"gawk": DOUBTFUL["awk"], "mawk": DOUBTFUL["awk"]})
# What asks somebody for a page, with the options that keep it in a file.
REQUESTS: Final = {
    "curl": re.compile(
        r"(?:-[a-zA-Z]*o|--output=?|-[a-zA-Z]*O|--remote-name|-T|--upload-file|-c|--cookie-jar)(?P<where>.*)"
    ),
    "wget": re.compile(r"(?:-[a-zA-Z]*O|--output-document=?)(?P<where>.*)"),
    "nc": re.compile(r"(?P<where>)(?!)"),
    "netcat": re.compile(r"(?P<where>)(?!)"),
}
