"""Commands that only look, and commands that write: told by their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from perito.practice import commands
from perito.practice.looks import Kind, at_logs, told

if TYPE_CHECKING:
    from pathlib import Path

LOOKS = (
    "cat -- /etc/passwd", "ls /x | wc -l", "systemctl is-active nginx", "sudo nginx -t 2>&1", "sudo -u www-data cat x",
    "dpkg-query -f '${Status}' -W nginx", "test -d /etc && test -r /etc/shadow || true", "sudo ufw status",
    "find /x -name y -exec grep z {} \\;", "awk -F: '{print $1}' /etc/passwd", "sed -n 1p x", "LC_ALL=C ls",
    "for x in a b; do cat $x; done", "ss -tln | grep ':80'", "ip addr", "command -v nginx", "set -e; ls",
    "runuser -u www-data -- /bin/sh -c 'test -r /x'", "journalctl -u x -n 3", "crontab -l -u www-data", "hostname -f",
    "echo '> /etc/passwd'", "grep -E 'rm|mv' /x", "stat -c %a $(readlink -f /x)", "sysctl -n -e -- net.ipv4.ip_forward",
    "git log -1", "podman inspect web", "timeout 5 openssl x509 -in /c -noout -dates", "tar tzf x", "mount",
    "if [ -e /x ]; then cat /x; fi", "cat x 2>/dev/null", "find /x -type d | xargs -n 1 stat -c %a", "tee /dev/null",
)  # fmt: skip
WRITES = {
    "rm -rf /x": "rm", "mv a b": "mv", "cat x | tee y": "tee", "echo hi > /tmp/x": "> /tmp/x", "echo hi >> x": ">> x",
    "systemctl restart nginx": "systemctl restart", "systemctl --no-pager stop x": "systemctl stop",
    "apt-get install -y nginx": "apt-get install", "apt install nginx": "apt install", "find / -delete": "find -delete",
    "find /x -exec rm {} +": "rm", "sudo sh -c 'touch /x'": "touch", "echo $(rm x)": "rm", "echo `rm x`": "rm",
    "sed -i s/a/b/ x": "sed -i", "(ls; rm x)": "rm", "ls &&\nrm x": "rm", "nginx -s reload": "nginx -s",
    "curl -O http://x": "curl -O", "ip link set x up": "ip set", "sysctl -w a=1": "sysctl -w", "chmod 755 x": "chmod",
    "date -s tomorrow": "date -s", "xargs rm": "rm", "env A=1 mkdir x": "mkdir", "if true; then rm x; fi": "rm",
    "sudo -u root -- rm x": "rm", "ls &> x": "&> x", "timeout -k 1 5 rm x": "rm", "crontab -r": "crontab -r",
}  # fmt: skip
NEITHER = ("mysql -e 'select 1'",
           "python3 -c 'print(1)'", "./script", "ls '", "cat <<EOF\nrm\nEOF", "awk '{print > \"x\"}'",
           "bash script.sh", "eval rm", "$CMD", "sed 's/a/b/w x' y")  # fmt: skip


@pytest.mark.parametrize("script", LOOKS)
def test_a_look(script: str) -> None:
    assert told(script).kind is Kind.LOOK, told(script)


@pytest.mark.parametrize("script", WRITES)
def test_what_writes_and_what_tells_it(script: str) -> None:
    assert (told(script).kind, told(script).word) == (Kind.WRITE, WRITES[script])


@pytest.mark.parametrize("script", NEITHER)
def test_what_nobody_knows_is_no_look_and_no_writing(script: str) -> None:
    assert told(script).kind is Kind.UNKNOWN


def test_a_request_is_by_itself() -> None:
    assert told("curl -s -o /dev/null -w '%{http_code}' http://localhost/").kind is Kind.REQUEST
    assert told("wget -qO- http://localhost/ | grep -c title").kind is Kind.REQUEST
    assert at_logs("tail -1 /var/log/nginx/access.log")
    assert at_logs("journalctl -u nginx")
    assert not at_logs("cat /etc/login.defs")


def test_lint_finds_them_where_they_are_written(tmp_path: Path) -> None:
    (tmp_path / "checks").mkdir()
    (tmp_path / "checks" / "test_01.py").write_text(
        "def test_a(host):\n"
        '    assert host.run("test -e /x").rc == 0\n'
        '    host.run(f"rm {1}")\n'
        '    assert host.check_output("systemctl restart nginx") == ""\n'
        '    host.run_expect([0], "touch /x")\n'
        "    host.run(unknown())\n"
    )
    here = tmp_path / "checks" / "test_01.py"
    assert list(commands.writing(tmp_path)) == [
        (f"{here}:3:5", "rm"),
        (f"{here}:4:12", "systemctl restart"),
        (f"{here}:5:5", "touch"),
    ]
