# Written by Perito from its command line: `perito completion SHELL`.
function __perito_at
    set -l at ''
    for word in (commandline -opc)[2..-1]
        if contains -- $at '' 'lab' 'practice' 'new' 'import' 'marks' 'roster' 'run'; and not string match -q -- '-*' $word
            set at (string trim -- "$at $word")
        end
    end
    test "$at" = "$argv[1]"
end
complete -c perito -n "__perito_at ''" -f -a check -d 'Grade one server.'
complete -c perito -n "__perito_at ''" -f -a regrade -d 'Grade recorded evidence again by today\'s rubric, without touching a server. Of a class: what that changes.'
complete -c perito -n "__perito_at ''" -f -a report -d 'Show a finished run again, or write it in another format; of a class, or of some of its students.'
complete -c perito -n "__perito_at ''" -f -a completion -d 'Print what completes Perito\'s commands and options in a shell, for a file that the shell reads.'
complete -c perito -n "__perito_at ''" -f -a demo -d 'Boot servers here, one sound and some broken, and grade them; or grade the recorded ones.'
complete -c perito -n "__perito_at ''" -f -a explain -d 'Say why a check of a run ended as it did, with what the server answered; or what a check looks at.'
complete -c perito -n "__perito_at ''" -f -a lint -d 'Prove a practice sound: each check has one test, no circles, both languages, points that add up.'
complete -c perito -n "__perito_at ''" -f -a grade -d 'Grade a class: every server of a roster, many at a time.'
complete -c perito -n "__perito_at ''" -f -a export -d 'Write a class\'s grades for Moodle, Canvas or a spreadsheet; whoever has no final grade is in no import.'
complete -c perito -n "__perito_at ''" -f -a open -d 'Show a run\'s page in the browser; where there is none, say where the page lies.'
complete -c perito -n "__perito_at ''" -f -a watch -d 'Keep looking at one server, and check it again whenever something on it changed. Ctrl-C ends.'
complete -c perito -n "__perito_at ''" -f -a lab -d 'Real Debian servers to demonstrate and test on.'
complete -c perito -n "__perito_at ''" -f -a practice -d 'The practices that are here.'
complete -c perito -n "__perito_at ''" -f -a new -d 'Begin something of one\'s own.'
complete -c perito -n "__perito_at ''" -f -a import -d 'Make a practice of what was written for another program.'
complete -c perito -n "__perito_at ''" -f -a marks -d 'The teacher\'s marks: a file to fill in, and whether it is sound.'
complete -c perito -n "__perito_at ''" -f -a roster -d 'A class\'s roster: who is in it, and the host keys.'
complete -c perito -n "__perito_at ''" -f -a run -d 'Finished runs: compared with each other, as one file, and back.'
complete -c perito -n "__perito_at ''" -l version -d 'Show the version and leave.'
complete -c perito -n "__perito_at ''" -s v -d 'Log what is done to standard error, as JSON; PERITO_LOG=F: to a file.'
complete -c perito -n "__perito_at ''" -l help -d 'Show this message and exit.'
complete -c perito -n "__perito_at 'check'" -a local
complete -c perito -n "__perito_at 'check'" -l config -r -d 'Options from this file (default: [tool.perito] of pyproject.toml, or perito.toml; see docs/gate.md). [env var: PERITO_CONFIG]'
complete -c perito -n "__perito_at 'check'" -l no-config -d 'Take no options from perito.toml or pyproject.toml.'
complete -c perito -n "__perito_at 'check'" -l app -r -d 'Directory under /var/www or its path, or LABEL=NAME; repeatable.'
complete -c perito -n "__perito_at 'check'" -l service -r -d 'Name of the systemd unit.'
complete -c perito -n "__perito_at 'check'" -l site -r -d 'Name of the file in sites-available.'
complete -c perito -n "__perito_at 'check'" -l server-name -r -d 'Name the site is visited by.'
complete -c perito -n "__perito_at 'check'" -l identity -r -d 'Private SSH key.'
complete -c perito -n "__perito_at 'check'" -l ssh-config -r -d 'SSH configuration.'
complete -c perito -n "__perito_at 'check'" -l known-hosts -r -d 'Known host keys.'
complete -c perito -n "__perito_at 'check'" -l accept-new -d 'Accept and keep unknown host keys.'
complete -c perito -n "__perito_at 'check'" -l jump -r -d 'Reach the server through HOST.'
complete -c perito -n "__perito_at 'check'" -l ask-pass -d 'Prompt for the SSH password.'
complete -c perito -n "__perito_at 'check'" -l password-env -r -d 'Environment variable with the SSH password.'
complete -c perito -n "__perito_at 'check'" -l ask-sudo-pass -d 'Prompt for sudo\'s password.'
complete -c perito -n "__perito_at 'check'" -l sudo-password-env -r -d 'Environment variable with sudo\'s password.'
complete -c perito -n "__perito_at 'check'" -l timeout -r -d 'Seconds to wait for the connection. [default: 15.0]'
complete -c perito -n "__perito_at 'check'" -l http -x -a 'auto direct tunnel' -d 'How HTTP reaches the server: auto, direct or tunnel. [default: auto]'
complete -c perito -n "__perito_at 'check'" -l url-base -r -d 'Where the client reaches the server\'s port 80.'
complete -c perito -n "__perito_at 'check'" -l nameserver -r -d 'Ask this name server instead of the system\'s (none: no DNS); repeatable.'
complete -c perito -n "__perito_at 'check'" -l search -r -d 'Look for short names in this domain, too; repeatable.'
complete -c perito -n "__perito_at 'check'" -l hosts-file -r -d 'The client\'s hosts file (default: this computer\'s own).'
complete -c perito -n "__perito_at 'check'" -l heroku -r -d 'The extension: a URL, a domain or an app\'s name on Heroku.'
complete -c perito -n "__perito_at 'check'" -l heroku-repo -r -d 'What was deployed there: a directory, or a repository\'s URL.'
complete -c perito -n "__perito_at 'check'" -l heroku-ca -r -d 'More certificate authorities to trust there.'
complete -c perito -n "__perito_at 'check'" -l heroku-platform -r -d 'YAML with another platform\'s names and times.'
complete -c perito -n "__perito_at 'check'" -l practice -r -d 'Directory with checks/ and rubric.yaml, an installed practice\'s name, or a git repository\'s URL[@ref].'
complete -c perito -n "__perito_at 'check'" -l whole -d 'Grade the whole assignment, also where a part of it is not there.'
complete -c perito -n "__perito_at 'check'" -l only -x -a 'tools directory env virtualenv application gunicorn nginx service site enabled-site nginx-config names access exercise heroku integrity' -d 'Only these steps.'
complete -c perito -n "__perito_at 'check'" -l as -x -a 'student teacher' -d 'For whom: student or teacher (default: student; of a class, as it was graded).'
complete -c perito -n "__perito_at 'check'" -l fail-under -r -d 'Exit 1 below this grade (default: on any failed check).'
complete -c perito -n "__perito_at 'check'" -l waivers -r -d 'YAML list of waived checks: check, deployment, reason, expires.'
complete -c perito -n "__perito_at 'check'" -l input -r -d 'An input of the practice, unless it is secret; repeatable.'
complete -c perito -n "__perito_at 'check'" -l json -r -d 'Write the result document, of a class the class\'s (-: standard output).'
complete -c perito -n "__perito_at 'check'" -l junit -r -d 'Write JUnit XML.'
complete -c perito -n "__perito_at 'check'" -l html -r -d 'Write the report as one HTML page.'
complete -c perito -n "__perito_at 'check'" -l pdf -r -d 'Write the report as PDF, printed by Chromium, Chrome or Edge, or by WeasyPrint (the extra pdf).'
complete -c perito -n "__perito_at 'check'" -l ctrf -r -d 'Write CTRF JSON.'
complete -c perito -n "__perito_at 'check'" -l gradescope -r -d 'Write Gradescope\'s results.json.'
complete -c perito -n "__perito_at 'check'" -l sarif -r -d 'Write SARIF 2.1.0, for code scanning and editors.'
complete -c perito -n "__perito_at 'check'" -l gitlab -r -d 'Write GitLab\'s code quality report.'
complete -c perito -n "__perito_at 'check'" -l tap -r -d 'Write TAP 14.'
complete -c perito -n "__perito_at 'check'" -l github -d 'Print GitHub workflow commands and a job summary.'
complete -c perito -n "__perito_at 'check'" -l marks -r -d 'The teacher\'s marks (YAML or CSV); see `perito marks new`.'
complete -c perito -n "__perito_at 'check'" -l student -r -d 'Whose marks these are, by the id in the marks file.'
complete -c perito -n "__perito_at 'check'" -l baseline -r -d 'Exit 1 if worse than this earlier result.json, and only then.'
complete -c perito -n "__perito_at 'check'" -l wait -r -d 'Seconds to wait until the server is up and lets us in (0: none). [default: 0.0]'
complete -c perito -n "__perito_at 'check'" -l deadline -r -d 'Seconds for one server, everything included but --wait. [default: 120.0]'
complete -c perito -n "__perito_at 'check'" -l lang -x -a 'es en ca' -d 'Language of the texts (es, en, ca …). [env var: PERITO_LANG; default: es]'
complete -c perito -n "__perito_at 'check'" -l reports -r -d 'Where each run keeps its report and evidence. [default: reports]'
complete -c perito -n "__perito_at 'check'" -l no-report -d 'Keep nothing under --reports.'
complete -c perito -n "__perito_at 'check'" -l evidence -r -d 'Write all that was seen (.jsonl or .jsonl.gz).'
complete -c perito -n "__perito_at 'check'" -l verbose -s v -d '-v: every check, of a class every cause; -vv: the evidence, too. [default: 0]'
complete -c perito -n "__perito_at 'check'" -l help -d 'Show this message and exit.'
complete -c perito -n "__perito_at 'regrade'" -l practice -r -d 'Directory with checks/ and rubric.yaml, an installed practice\'s name, or a git repository\'s URL[@ref].'
complete -c perito -n "__perito_at 'regrade'" -l whole -d 'Grade the whole assignment, also where a part of it is not there.'
complete -c perito -n "__perito_at 'regrade'" -l only -x -a 'tools directory env virtualenv application gunicorn nginx service site enabled-site nginx-config names access exercise heroku integrity' -d 'Only these steps.'
complete -c perito -n "__perito_at 'regrade'" -l as -x -a 'student teacher' -d 'For whom: student or teacher (default: student; of a class, as it was graded).'
complete -c perito -n "__perito_at 'regrade'" -l fail-under -r -d 'Exit 1 below this grade (default: on any failed check).'
complete -c perito -n "__perito_at 'regrade'" -l waivers -r -d 'YAML list of waived checks: check, deployment, reason, expires.'
complete -c perito -n "__perito_at 'regrade'" -l input -r -d 'An input of the practice, unless it is secret; repeatable.'
complete -c perito -n "__perito_at 'regrade'" -l json -r -d 'Write the result document, of a class the class\'s (-: standard output).'
complete -c perito -n "__perito_at 'regrade'" -l junit -r -d 'Write JUnit XML.'
complete -c perito -n "__perito_at 'regrade'" -l html -r -d 'Write the report as one HTML page.'
complete -c perito -n "__perito_at 'regrade'" -l pdf -r -d 'Write the report as PDF, printed by Chromium, Chrome or Edge, or by WeasyPrint (the extra pdf).'
complete -c perito -n "__perito_at 'regrade'" -l ctrf -r -d 'Write CTRF JSON.'
complete -c perito -n "__perito_at 'regrade'" -l gradescope -r -d 'Write Gradescope\'s results.json.'
complete -c perito -n "__perito_at 'regrade'" -l sarif -r -d 'Write SARIF 2.1.0, for code scanning and editors.'
complete -c perito -n "__perito_at 'regrade'" -l gitlab -r -d 'Write GitLab\'s code quality report.'
complete -c perito -n "__perito_at 'regrade'" -l tap -r -d 'Write TAP 14.'
complete -c perito -n "__perito_at 'regrade'" -l github -d 'Print GitHub workflow commands and a job summary.'
complete -c perito -n "__perito_at 'regrade'" -s j -r -d 'How many at a time (0: by the number of cores). [default: 0; x>=0]'
complete -c perito -n "__perito_at 'regrade'" -l executor -x -a 'local dask' -d 'Where the work is done: local or dask. [default: local]'
complete -c perito -n "__perito_at 'regrade'" -l scheduler -r -d 'Dask\'s scheduler, such as tls://HOST:8786 (default: a cluster on this machine).'
complete -c perito -n "__perito_at 'regrade'" -l quiet -s q -d 'Show no progress.'
complete -c perito -n "__perito_at 'regrade'" -l marks -r -d 'The teacher\'s marks (YAML or CSV); see `perito marks new`.'
complete -c perito -n "__perito_at 'regrade'" -l student -r -d 'Whose marks these are, by the id in the marks file.'
complete -c perito -n "__perito_at 'regrade'" -l lang -x -a 'es en ca' -d 'Language of the texts (es, en, ca …; default: as it was graded).'
complete -c perito -n "__perito_at 'regrade'" -l save -d 'A class: write the new results; the old ones stay beside them.'
complete -c perito -n "__perito_at 'regrade'" -l replay -d 'A class: run every check, also where only points and texts changed.'
complete -c perito -n "__perito_at 'regrade'" -l verbose -s v -d '-v: every check, of a class every cause; -vv: the evidence, too. [default: 0]'
complete -c perito -n "__perito_at 'regrade'" -l help -d 'Show this message and exit.'
complete -c perito -n "__perito_at 'report'" -l reports -r -d 'Where the last run is looked for. [default: reports]'
complete -c perito -n "__perito_at 'report'" -l json -r -d 'Write the result document, of a class the class\'s (-: standard output).'
complete -c perito -n "__perito_at 'report'" -l junit -r -d 'Write JUnit XML.'
complete -c perito -n "__perito_at 'report'" -l html -r -d 'Write the report as one HTML page.'
complete -c perito -n "__perito_at 'report'" -l pdf -r -d 'Write the report as PDF, printed by Chromium, Chrome or Edge, or by WeasyPrint (the extra pdf).'
complete -c perito -n "__perito_at 'report'" -l ctrf -r -d 'Write CTRF JSON.'
complete -c perito -n "__perito_at 'report'" -l gradescope -r -d 'Write Gradescope\'s results.json.'
complete -c perito -n "__perito_at 'report'" -l sarif -r -d 'Write SARIF 2.1.0, for code scanning and editors.'
complete -c perito -n "__perito_at 'report'" -l gitlab -r -d 'Write GitLab\'s code quality report.'
complete -c perito -n "__perito_at 'report'" -l tap -r -d 'Write TAP 14.'
complete -c perito -n "__perito_at 'report'" -l github -d 'Print GitHub workflow commands and a job summary.'
complete -c perito -n "__perito_at 'report'" -l as -x -a 'student teacher' -d 'For whom: student or teacher. [default: student]'
complete -c perito -n "__perito_at 'report'" -l marks -r -d 'The teacher\'s marks (YAML or CSV); see `perito marks new`.'
complete -c perito -n "__perito_at 'report'" -l student -r -d 'Of a class: this student\'s report (id, email, name, or a pattern such as \'a*\'); repeatable. Of one server: whose marks to take.'
complete -c perito -n "__perito_at 'report'" -l verbose -s v -d '-v: every check, of a class every cause; -vv: the evidence, too. [default: 0]'
complete -c perito -n "__perito_at 'report'" -l quiet -s q -d 'Show no progress.'
complete -c perito -n "__perito_at 'report'" -l help -d 'Show this message and exit.'
complete -c perito -n "__perito_at 'completion'" -a bash
complete -c perito -n "__perito_at 'completion'" -a zsh
complete -c perito -n "__perito_at 'completion'" -a fish
complete -c perito -n "__perito_at 'completion'" -l help -d 'Show this message and exit.'
complete -c perito -n "__perito_at 'demo'" -l lang -x -a 'es en ca' -d 'Language of the texts (es, en, ca …). [env var: PERITO_LANG; default: es]'
complete -c perito -n "__perito_at 'demo'" -l reports -r -d 'Where the reports go. [default: reports]'
complete -c perito -n "__perito_at 'demo'" -l help -d 'Show this message and exit.'
complete -c perito -n "__perito_at 'explain'" -a tools
complete -c perito -n "__perito_at 'explain'" -a directory
complete -c perito -n "__perito_at 'explain'" -a env
complete -c perito -n "__perito_at 'explain'" -a virtualenv
complete -c perito -n "__perito_at 'explain'" -a application
complete -c perito -n "__perito_at 'explain'" -a gunicorn
complete -c perito -n "__perito_at 'explain'" -a nginx
complete -c perito -n "__perito_at 'explain'" -a service
complete -c perito -n "__perito_at 'explain'" -a site
complete -c perito -n "__perito_at 'explain'" -a enabled-site
complete -c perito -n "__perito_at 'explain'" -a nginx-config
complete -c perito -n "__perito_at 'explain'" -a names
complete -c perito -n "__perito_at 'explain'" -a access
complete -c perito -n "__perito_at 'explain'" -a exercise
complete -c perito -n "__perito_at 'explain'" -a heroku
complete -c perito -n "__perito_at 'explain'" -a integrity
complete -c perito -n "__perito_at 'explain'" -a tools.pip
complete -c perito -n "__perito_at 'explain'" -a tools.pipenv
complete -c perito -n "__perito_at 'explain'" -a tools.pipenv-version
complete -c perito -n "__perito_at 'explain'" -a directory.exists
complete -c perito -n "__perito_at 'explain'" -a directory.content
complete -c perito -n "__perito_at 'explain'" -a directory.owner
complete -c perito -n "__perito_at 'explain'" -a directory.group
complete -c perito -n "__perito_at 'explain'" -a directory.mode
complete -c perito -n "__perito_at 'explain'" -a directory.readable
complete -c perito -n "__perito_at 'explain'" -a env.exists
complete -c perito -n "__perito_at 'explain'" -a env.readable
complete -c perito -n "__perito_at 'explain'" -a env.syntax
complete -c perito -n "__perito_at 'explain'" -a env.flask-app
complete -c perito -n "__perito_at 'explain'" -a env.flask-app-resolves
complete -c perito -n "__perito_at 'explain'" -a env.flask-env
complete -c perito -n "__perito_at 'explain'" -a virtualenv.pipfile
complete -c perito -n "__perito_at 'explain'" -a virtualenv.pipfile-flask
complete -c perito -n "__perito_at 'explain'" -a virtualenv.pipfile-gunicorn
complete -c perito -n "__perito_at 'explain'" -a virtualenv.lock
complete -c perito -n "__perito_at 'explain'" -a virtualenv.lock-in-step
complete -c perito -n "__perito_at 'explain'" -a virtualenv.exists
complete -c perito -n "__perito_at 'explain'" -a virtualenv.owner
complete -c perito -n "__perito_at 'explain'" -a virtualenv.python
complete -c perito -n "__perito_at 'explain'" -a virtualenv.flask
complete -c perito -n "__perito_at 'explain'" -a virtualenv.gunicorn
complete -c perito -n "__perito_at 'explain'" -a application.module
complete -c perito -n "__perito_at 'explain'" -a application.compiles
complete -c perito -n "__perito_at 'explain'" -a application.wsgi
complete -c perito -n "__perito_at 'explain'" -a application.wsgi-compiles
complete -c perito -n "__perito_at 'explain'" -a application.imports
complete -c perito -n "__perito_at 'explain'" -a application.callable
complete -c perito -n "__perito_at 'explain'" -a application.guarded
complete -c perito -n "__perito_at 'explain'" -a gunicorn.arguments
complete -c perito -n "__perito_at 'explain'" -a gunicorn.loads
complete -c perito -n "__perito_at 'explain'" -a gunicorn.no-test-server
complete -c perito -n "__perito_at 'explain'" -a nginx.installed
complete -c perito -n "__perito_at 'explain'" -a nginx.active
complete -c perito -n "__perito_at 'explain'" -a nginx.enabled
complete -c perito -n "__perito_at 'explain'" -a nginx.listening
complete -c perito -n "__perito_at 'explain'" -a service.exists
complete -c perito -n "__perito_at 'explain'" -a service.keys
complete -c perito -n "__perito_at 'explain'" -a service.user
complete -c perito -n "__perito_at 'explain'" -a service.group
complete -c perito -n "__perito_at 'explain'" -a service.working-directory
complete -c perito -n "__perito_at 'explain'" -a service.environment
complete -c perito -n "__perito_at 'explain'" -a service.exec-start
complete -c perito -n "__perito_at 'explain'" -a service.workers
complete -c perito -n "__perito_at 'explain'" -a service.bind
complete -c perito -n "__perito_at 'explain'" -a service.wanted-by
complete -c perito -n "__perito_at 'explain'" -a service.enabled
complete -c perito -n "__perito_at 'explain'" -a service.linked
complete -c perito -n "__perito_at 'explain'" -a service.reloaded
complete -c perito -n "__perito_at 'explain'" -a service.active
complete -c perito -n "__perito_at 'explain'" -a service.stable
complete -c perito -n "__perito_at 'explain'" -a service.current
complete -c perito -n "__perito_at 'explain'" -a service.socket-file
complete -c perito -n "__perito_at 'explain'" -a service.listening
complete -c perito -n "__perito_at 'explain'" -a service.socket-reachable
complete -c perito -n "__perito_at 'explain'" -a service.socket-answers
complete -c perito -n "__perito_at 'explain'" -a site.exists
complete -c perito -n "__perito_at 'explain'" -a site.syntax
complete -c perito -n "__perito_at 'explain'" -a site.listen
complete -c perito -n "__perito_at 'explain'" -a site.server-name
complete -c perito -n "__perito_at 'explain'" -a site.server-name-www
complete -c perito -n "__perito_at 'explain'" -a site.access-log
complete -c perito -n "__perito_at 'explain'" -a site.error-log
complete -c perito -n "__perito_at 'explain'" -a site.proxy-pass
complete -c perito -n "__perito_at 'explain'" -a site.socket
complete -c perito -n "__perito_at 'explain'" -a site.proxy-headers
complete -c perito -n "__perito_at 'explain'" -a enabled-site.linked
complete -c perito -n "__perito_at 'explain'" -a enabled-site.link-target
complete -c perito -n "__perito_at 'explain'" -a enabled-site.unique
complete -c perito -n "__perito_at 'explain'" -a nginx-config.valid
complete -c perito -n "__perito_at 'explain'" -a nginx-config.current
complete -c perito -n "__perito_at 'explain'" -a names.hosts-file
complete -c perito -n "__perito_at 'explain'" -a names.client
complete -c perito -n "__perito_at 'explain'" -a names.server-name
complete -c perito -n "__perito_at 'explain'" -a names.www
complete -c perito -n "__perito_at 'explain'" -a access.reachable
complete -c perito -n "__perito_at 'explain'" -a access.status
complete -c perito -n "__perito_at 'explain'" -a access.www
complete -c perito -n "__perito_at 'explain'" -a access.page
complete -c perito -n "__perito_at 'explain'" -a access.log
complete -c perito -n "__perito_at 'explain'" -a access.styles
complete -c perito -n "__perito_at 'explain'" -a exercise.clone
complete -c perito -n "__perito_at 'explain'" -a exercise.requirements
complete -c perito -n "__perito_at 'explain'" -a exercise.installed
complete -c perito -n "__perito_at 'explain'" -a exercise.wsgi
complete -c perito -n "__perito_at 'explain'" -a exercise.own-virtualenv
complete -c perito -n "__perito_at 'explain'" -a exercise.own-unit
complete -c perito -n "__perito_at 'explain'" -a exercise.own-socket
complete -c perito -n "__perito_at 'explain'" -a exercise.own-site
complete -c perito -n "__perito_at 'explain'" -a exercise.own-server-name
complete -c perito -n "__perito_at 'explain'" -a exercise.page
complete -c perito -n "__perito_at 'explain'" -a exercise.stylesheet
complete -c perito -n "__perito_at 'explain'" -a exercise.form
complete -c perito -n "__perito_at 'explain'" -a heroku.procfile
complete -c perito -n "__perito_at 'explain'" -a heroku.command
complete -c perito -n "__perito_at 'explain'" -a heroku.port
complete -c perito -n "__perito_at 'explain'" -a heroku.requirements
complete -c perito -n "__perito_at 'explain'" -a heroku.python
complete -c perito -n "__perito_at 'explain'" -a heroku.name
complete -c perito -n "__perito_at 'explain'" -a heroku.https
complete -c perito -n "__perito_at 'explain'" -a heroku.answers
complete -c perito -n "__perito_at 'explain'" -a heroku.page
complete -c perito -n "__perito_at 'explain'" -a integrity.programs
complete -c perito -n "__perito_at 'explain'" -a integrity.libraries
complete -c perito -n "__perito_at 'explain'" -a integrity.interpreter
complete -c perito -n "__perito_at 'explain'" -a integrity.packages
complete -c perito -n "__perito_at 'explain'" -a integrity.view
complete -c perito -n "__perito_at 'explain'" -a integrity.accounts
complete -c perito -n "__perito_at 'explain'" -a integrity.files
complete -c perito -n "__perito_at 'explain'" -a integrity.sockets
complete -c perito -n "__perito_at 'explain'" -a integrity.units
complete -c perito -n "__perito_at 'explain'" -a integrity.python
complete -c perito -n "__perito_at 'explain'" -a integrity.gunicorn
complete -c perito -n "__perito_at 'explain'" -a integrity.moment
complete -c perito -n "__perito_at 'explain'" -a integrity.nginx
complete -c perito -n "__perito_at 'explain'" -a integrity.page
complete -c perito -n "__perito_at 'explain'" -a access.log/absent
complete -c perito -n "__perito_at 'explain'" -a access.log/no-log
complete -c perito -n "__perito_at 'explain'" -a access.log/redirect-loses-query
complete -c perito -n "__perito_at 'explain'" -a access.page/answers-itself
complete -c perito -n "__perito_at 'explain'" -a access.page/other-page
complete -c perito -n "__perito_at 'explain'" -a access.page/other-site
complete -c perito -n "__perito_at 'explain'" -a access.page/other-status
complete -c perito -n "__perito_at 'explain'" -a access.page/silent-socket
complete -c perito -n "__perito_at 'explain'" -a access.page/untitled
complete -c perito -n "__perito_at 'explain'" -a access.reachable/blocked
complete -c perito -n "__perito_at 'explain'" -a access.reachable/firewall
complete -c perito -n "__perito_at 'explain'" -a access.reachable/refused
complete -c perito -n "__perito_at 'explain'" -a access.reachable/ufw-default
complete -c perito -n "__perito_at 'explain'" -a access.reachable/ufw-for-some
complete -c perito -n "__perito_at 'explain'" -a access.reachable/ufw-rule
complete -c perito -n "__perito_at 'explain'" -a access.reachable/unreachable
complete -c perito -n "__perito_at 'explain'" -a access.status/apparmor
complete -c perito -n "__perito_at 'explain'" -a access.status/application-fails
complete -c perito -n "__perito_at 'explain'" -a access.status/bad-gateway
complete -c perito -n "__perito_at 'explain'" -a access.status/default-site
complete -c perito -n "__perito_at 'explain'" -a access.status/forbidden
complete -c perito -n "__perito_at 'explain'" -a access.status/https-unanswered
complete -c perito -n "__perito_at 'explain'" -a access.status/no-answer
complete -c perito -n "__perito_at 'explain'" -a access.status/no-socket
complete -c perito -n "__perito_at 'explain'" -a access.status/nobody-listens
complete -c perito -n "__perito_at 'explain'" -a access.status/not-found
complete -c perito -n "__perito_at 'explain'" -a access.status/other-status
complete -c perito -n "__perito_at 'explain'" -a access.status/password-refused
complete -c perito -n "__perito_at 'explain'" -a access.status/password-wanted
complete -c perito -n "__perito_at 'explain'" -a access.status/proxy-path
complete -c perito -n "__perito_at 'explain'" -a access.status/redirects
complete -c perito -n "__perito_at 'explain'" -a access.status/redirects-to-itself
complete -c perito -n "__perito_at 'explain'" -a access.status/selinux
complete -c perito -n "__perito_at 'explain'" -a access.status/socket-denied
complete -c perito -n "__perito_at 'explain'" -a access.status/timeout
complete -c perito -n "__perito_at 'explain'" -a access.status/too-slow
complete -c perito -n "__perito_at 'explain'" -a access.status/waits-for-other-cookie
complete -c perito -n "__perito_at 'explain'" -a access.status/waits-for-secure-cookie
complete -c perito -n "__perito_at 'explain'" -a access.status/welcome
complete -c perito -n "__perito_at 'explain'" -a access.styles/no-answer
complete -c perito -n "__perito_at 'explain'" -a access.styles/one
complete -c perito -n "__perito_at 'explain'" -a access.styles/several
complete -c perito -n "__perito_at 'explain'" -a access.www/apparmor
complete -c perito -n "__perito_at 'explain'" -a access.www/application-fails
complete -c perito -n "__perito_at 'explain'" -a access.www/bad-gateway
complete -c perito -n "__perito_at 'explain'" -a access.www/default-site
complete -c perito -n "__perito_at 'explain'" -a access.www/forbidden
complete -c perito -n "__perito_at 'explain'" -a access.www/https-unanswered
complete -c perito -n "__perito_at 'explain'" -a access.www/no-answer
complete -c perito -n "__perito_at 'explain'" -a access.www/no-socket
complete -c perito -n "__perito_at 'explain'" -a access.www/nobody-listens
complete -c perito -n "__perito_at 'explain'" -a access.www/not-found
complete -c perito -n "__perito_at 'explain'" -a access.www/other-status
complete -c perito -n "__perito_at 'explain'" -a access.www/password-refused
complete -c perito -n "__perito_at 'explain'" -a access.www/password-wanted
complete -c perito -n "__perito_at 'explain'" -a access.www/proxy-path
complete -c perito -n "__perito_at 'explain'" -a access.www/redirects
complete -c perito -n "__perito_at 'explain'" -a access.www/selinux
complete -c perito -n "__perito_at 'explain'" -a access.www/socket-denied
complete -c perito -n "__perito_at 'explain'" -a access.www/timeout
complete -c perito -n "__perito_at 'explain'" -a access.www/too-slow
complete -c perito -n "__perito_at 'explain'" -a access.www/welcome
complete -c perito -n "__perito_at 'explain'" -a application.callable/empty-file
complete -c perito -n "__perito_at 'explain'" -a application.callable/missing
complete -c perito -n "__perito_at 'explain'" -a application.callable/other-name
complete -c perito -n "__perito_at 'explain'" -a application.compiles/encoding
complete -c perito -n "__perito_at 'explain'" -a application.compiles/indentation
complete -c perito -n "__perito_at 'explain'" -a application.compiles/several
complete -c perito -n "__perito_at 'explain'" -a application.compiles/syntax
complete -c perito -n "__perito_at 'explain'" -a application.compiles/tabs
complete -c perito -n "__perito_at 'explain'" -a application.guarded/several
complete -c perito -n "__perito_at 'explain'" -a application.guarded/unguarded
complete -c perito -n "__perito_at 'explain'" -a application.imports/another-module
complete -c perito -n "__perito_at 'explain'" -a application.imports/missing
complete -c perito -n "__perito_at 'explain'" -a application.imports/misspelt
complete -c perito -n "__perito_at 'explain'" -a application.imports/several
complete -c perito -n "__perito_at 'explain'" -a application.module/empty-file
complete -c perito -n "__perito_at 'explain'" -a application.module/no-flask-object
complete -c perito -n "__perito_at 'explain'" -a application.module/no-python-files
complete -c perito -n "__perito_at 'explain'" -a application.module/no-such-file
complete -c perito -n "__perito_at 'explain'" -a application.wsgi-compiles/encoding
complete -c perito -n "__perito_at 'explain'" -a application.wsgi-compiles/indentation
complete -c perito -n "__perito_at 'explain'" -a application.wsgi-compiles/syntax
complete -c perito -n "__perito_at 'explain'" -a application.wsgi-compiles/tabs
complete -c perito -n "__perito_at 'explain'" -a application.wsgi/missing
complete -c perito -n "__perito_at 'explain'" -a application.wsgi/named-otherwise
complete -c perito -n "__perito_at 'explain'" -a application.wsgi/no-python-files
complete -c perito -n "__perito_at 'explain'" -a directory.content/nested
complete -c perito -n "__perito_at 'explain'" -a directory.exists/dangling-link
complete -c perito -n "__perito_at 'explain'" -a directory.exists/elsewhere
complete -c perito -n "__perito_at 'explain'" -a directory.exists/missing
complete -c perito -n "__perito_at 'explain'" -a directory.exists/misspelt
complete -c perito -n "__perito_at 'explain'" -a directory.exists/not-a-directory
complete -c perito -n "__perito_at 'explain'" -a directory.exists/others
complete -c perito -n "__perito_at 'explain'" -a directory.group/other
complete -c perito -n "__perito_at 'explain'" -a directory.group/root
complete -c perito -n "__perito_at 'explain'" -a directory.group/the-owners
complete -c perito -n "__perito_at 'explain'" -a directory.mode/anybody-writes
complete -c perito -n "__perito_at 'explain'" -a directory.mode/group-cannot-write
complete -c perito -n "__perito_at 'explain'" -a directory.mode/nobody-enters
complete -c perito -n "__perito_at 'explain'" -a directory.mode/only-the-owner
complete -c perito -n "__perito_at 'explain'" -a directory.mode/other
complete -c perito -n "__perito_at 'explain'" -a directory.mode/others-shut-out
complete -c perito -n "__perito_at 'explain'" -a directory.owner/deleted-user
complete -c perito -n "__perito_at 'explain'" -a directory.owner/other-user
complete -c perito -n "__perito_at 'explain'" -a directory.owner/root
complete -c perito -n "__perito_at 'explain'" -a directory.readable/file
complete -c perito -n "__perito_at 'explain'" -a directory.readable/files
complete -c perito -n "__perito_at 'explain'" -a directory.readable/way-closed
complete -c perito -n "__perito_at 'explain'" -a enabled-site.link-target/copy
complete -c perito -n "__perito_at 'explain'" -a enabled-site.link-target/dangling
complete -c perito -n "__perito_at 'explain'" -a enabled-site.link-target/directory
complete -c perito -n "__perito_at 'explain'" -a enabled-site.link-target/itself
complete -c perito -n "__perito_at 'explain'" -a enabled-site.link-target/other-file
complete -c perito -n "__perito_at 'explain'" -a enabled-site.link-target/read-directly
complete -c perito -n "__perito_at 'explain'" -a enabled-site.link-target/written-there
complete -c perito -n "__perito_at 'explain'" -a enabled-site.linked/absent
complete -c perito -n "__perito_at 'explain'" -a enabled-site.linked/hidden
complete -c perito -n "__perito_at 'explain'" -a enabled-site.linked/not-included
complete -c perito -n "__perito_at 'explain'" -a enabled-site.unique/loses-it
complete -c perito -n "__perito_at 'explain'" -a enabled-site.unique/takes-it
complete -c perito -n "__perito_at 'explain'" -a env.exists/dangling-link
complete -c perito -n "__perito_at 'explain'" -a env.exists/missing
complete -c perito -n "__perito_at 'explain'" -a env.exists/named-otherwise
complete -c perito -n "__perito_at 'explain'" -a env.exists/not-a-file
complete -c perito -n "__perito_at 'explain'" -a env.flask-app-resolves/empty
complete -c perito -n "__perito_at 'explain'" -a env.flask-app-resolves/look-alike
complete -c perito -n "__perito_at 'explain'" -a env.flask-app-resolves/no-application
complete -c perito -n "__perito_at 'explain'" -a env.flask-app-resolves/no-file
complete -c perito -n "__perito_at 'explain'" -a env.flask-app-resolves/no-object
complete -c perito -n "__perito_at 'explain'" -a env.flask-app-resolves/no-python
complete -c perito -n "__perito_at 'explain'" -a env.flask-app-resolves/syntax
complete -c perito -n "__perito_at 'explain'" -a env.flask-app-resolves/two-on-one-line
complete -c perito -n "__perito_at 'explain'" -a env.flask-app/empty-file
complete -c perito -n "__perito_at 'explain'" -a env.flask-app/look-alike
complete -c perito -n "__perito_at 'explain'" -a env.flask-app/missing
complete -c perito -n "__perito_at 'explain'" -a env.flask-app/misspelt-key
complete -c perito -n "__perito_at 'explain'" -a env.flask-app/on-another-line
complete -c perito -n "__perito_at 'explain'" -a env.flask-app/without-value
complete -c perito -n "__perito_at 'explain'" -a env.flask-env/development
complete -c perito -n "__perito_at 'explain'" -a env.flask-env/empty
complete -c perito -n "__perito_at 'explain'" -a env.flask-env/empty-file
complete -c perito -n "__perito_at 'explain'" -a env.flask-env/look-alike
complete -c perito -n "__perito_at 'explain'" -a env.flask-env/missing
complete -c perito -n "__perito_at 'explain'" -a env.flask-env/misspelt-key
complete -c perito -n "__perito_at 'explain'" -a env.flask-env/misspelt-value
complete -c perito -n "__perito_at 'explain'" -a env.flask-env/on-another-line
complete -c perito -n "__perito_at 'explain'" -a env.flask-env/other-value
complete -c perito -n "__perito_at 'explain'" -a env.flask-env/without-value
complete -c perito -n "__perito_at 'explain'" -a env.readable/not-readable
complete -c perito -n "__perito_at 'explain'" -a env.syntax/look-alike
complete -c perito -n "__perito_at 'explain'" -a env.syntax/other
complete -c perito -n "__perito_at 'explain'" -a env.syntax/quotes-open
complete -c perito -n "__perito_at 'explain'" -a env.syntax/several
complete -c perito -n "__perito_at 'explain'" -a env.syntax/without-equals
complete -c perito -n "__perito_at 'explain'" -a env.syntax/without-value
complete -c perito -n "__perito_at 'explain'" -a exercise.clone/broken
complete -c perito -n "__perito_at 'explain'" -a exercise.clone/no-remote
complete -c perito -n "__perito_at 'explain'" -a exercise.clone/no-repository
complete -c perito -n "__perito_at 'explain'" -a exercise.form/nameless
complete -c perito -n "__perito_at 'explain'" -a exercise.form/no-answer
complete -c perito -n "__perito_at 'explain'" -a exercise.form/status
complete -c perito -n "__perito_at 'explain'" -a exercise.form/stopped-on-the-way
complete -c perito -n "__perito_at 'explain'" -a exercise.installed/missing
complete -c perito -n "__perito_at 'explain'" -a exercise.installed/other-version
complete -c perito -n "__perito_at 'explain'" -a exercise.own-server-name/shared
complete -c perito -n "__perito_at 'explain'" -a exercise.own-site/taken
complete -c perito -n "__perito_at 'explain'" -a exercise.own-socket/shared
complete -c perito -n "__perito_at 'explain'" -a exercise.own-unit/taken
complete -c perito -n "__perito_at 'explain'" -a exercise.own-virtualenv/shared
complete -c perito -n "__perito_at 'explain'" -a exercise.page/other-title
complete -c perito -n "__perito_at 'explain'" -a exercise.page/untitled
complete -c perito -n "__perito_at 'explain'" -a exercise.requirements/left-open
complete -c perito -n "__perito_at 'explain'" -a exercise.requirements/no-file
complete -c perito -n "__perito_at 'explain'" -a exercise.requirements/not-listed
complete -c perito -n "__perito_at 'explain'" -a exercise.stylesheet/none-linked
complete -c perito -n "__perito_at 'explain'" -a exercise.stylesheet/none-loads
complete -c perito -n "__perito_at 'explain'" -a exercise.stylesheet/other-type
complete -c perito -n "__perito_at 'explain'" -a exercise.stylesheet/untyped
complete -c perito -n "__perito_at 'explain'" -a exercise.wsgi/copied
complete -c perito -n "__perito_at 'explain'" -a gunicorn.arguments/ambiguous
complete -c perito -n "__perito_at 'explain'" -a gunicorn.arguments/joined-by-dot
complete -c perito -n "__perito_at 'explain'" -a gunicorn.arguments/look-alike
complete -c perito -n "__perito_at 'explain'" -a gunicorn.arguments/no-module
complete -c perito -n "__perito_at 'explain'" -a gunicorn.arguments/one-hyphen
complete -c perito -n "__perito_at 'explain'" -a gunicorn.arguments/refused
complete -c perito -n "__perito_at 'explain'" -a gunicorn.arguments/with-suffix
complete -c perito -n "__perito_at 'explain'" -a gunicorn.arguments/words-for-a-shell
complete -c perito -n "__perito_at 'explain'" -a gunicorn.loads/apparmor
complete -c perito -n "__perito_at 'explain'" -a gunicorn.loads/circular
complete -c perito -n "__perito_at 'explain'" -a gunicorn.loads/error
complete -c perito -n "__perito_at 'explain'" -a gunicorn.loads/error-at
complete -c perito -n "__perito_at 'explain'" -a gunicorn.loads/failed
complete -c perito -n "__perito_at 'explain'" -a gunicorn.loads/hangs
complete -c perito -n "__perito_at 'explain'" -a gunicorn.loads/hidden-module
complete -c perito -n "__perito_at 'explain'" -a gunicorn.loads/never-returns
complete -c perito -n "__perito_at 'explain'" -a gunicorn.loads/no-account
complete -c perito -n "__perito_at 'explain'" -a gunicorn.loads/no-app-module
complete -c perito -n "__perito_at 'explain'" -a gunicorn.loads/no-attribute
complete -c perito -n "__perito_at 'explain'" -a gunicorn.loads/no-directory
complete -c perito -n "__perito_at 'explain'" -a gunicorn.loads/no-module
complete -c perito -n "__perito_at 'explain'" -a gunicorn.loads/no-module-anywhere
complete -c perito -n "__perito_at 'explain'" -a gunicorn.loads/no-name
complete -c perito -n "__perito_at 'explain'" -a gunicorn.loads/not-callable
complete -c perito -n "__perito_at 'explain'" -a gunicorn.loads/not-run
complete -c perito -n "__perito_at 'explain'" -a gunicorn.loads/package-lacks-module
complete -c perito -n "__perito_at 'explain'" -a gunicorn.loads/package-lacks-name
complete -c perito -n "__perito_at 'explain'" -a gunicorn.loads/reads-arguments
complete -c perito -n "__perito_at 'explain'" -a gunicorn.loads/refused
complete -c perito -n "__perito_at 'explain'" -a gunicorn.loads/selinux
complete -c perito -n "__perito_at 'explain'" -a gunicorn.loads/syntax
complete -c perito -n "__perito_at 'explain'" -a gunicorn.loads/variable-missing
complete -c perito -n "__perito_at 'explain'" -a gunicorn.no-test-server/left
complete -c perito -n "__perito_at 'explain'" -a gunicorn.no-test-server/of-the-service
complete -c perito -n "__perito_at 'explain'" -a gunicorn.no-test-server/unknown
complete -c perito -n "__perito_at 'explain'" -a heroku.answers/application-fails
complete -c perito -n "__perito_at 'explain'" -a heroku.answers/crashed-or-no-process
complete -c perito -n "__perito_at 'explain'" -a heroku.answers/maintenance
complete -c perito -n "__perito_at 'explain'" -a heroku.answers/no-process
complete -c perito -n "__perito_at 'explain'" -a heroku.answers/no-reply
complete -c perito -n "__perito_at 'explain'" -a heroku.answers/no-such-app
complete -c perito -n "__perito_at 'explain'" -a heroku.answers/no-such-app-by-name
complete -c perito -n "__perito_at 'explain'" -a heroku.answers/not-installed
complete -c perito -n "__perito_at 'explain'" -a heroku.answers/nothing-deployed
complete -c perito -n "__perito_at 'explain'" -a heroku.answers/other-port
complete -c perito -n "__perito_at 'explain'" -a heroku.answers/other-status
complete -c perito -n "__perito_at 'explain'" -a heroku.answers/port-not-opened
complete -c perito -n "__perito_at 'explain'" -a heroku.answers/redirects
complete -c perito -n "__perito_at 'explain'" -a heroku.answers/too-slow
complete -c perito -n "__perito_at 'explain'" -a heroku.command/bad-form
complete -c perito -n "__perito_at 'explain'" -a heroku.command/flask-run
complete -c perito -n "__perito_at 'explain'" -a heroku.command/imports-nothing
complete -c perito -n "__perito_at 'explain'" -a heroku.command/no-application
complete -c perito -n "__perito_at 'explain'" -a heroku.command/no-module
complete -c perito -n "__perito_at 'explain'" -a heroku.command/no-object
complete -c perito -n "__perito_at 'explain'" -a heroku.command/no-process
complete -c perito -n "__perito_at 'explain'" -a heroku.command/other-name
complete -c perito -n "__perito_at 'explain'" -a heroku.command/other-program
complete -c perito -n "__perito_at 'explain'" -a heroku.command/python
complete -c perito -n "__perito_at 'explain'" -a heroku.command/refused
complete -c perito -n "__perito_at 'explain'" -a heroku.command/syntax
complete -c perito -n "__perito_at 'explain'" -a heroku.command/with-suffix
complete -c perito -n "__perito_at 'explain'" -a heroku.https/expired
complete -c perito -n "__perito_at 'explain'" -a heroku.https/nobody
complete -c perito -n "__perito_at 'explain'" -a heroku.https/not-valid-yet
complete -c perito -n "__perito_at 'explain'" -a heroku.https/only-http
complete -c perito -n "__perito_at 'explain'" -a heroku.https/other-name
complete -c perito -n "__perito_at 'explain'" -a heroku.https/refused
complete -c perito -n "__perito_at 'explain'" -a heroku.https/self-signed
complete -c perito -n "__perito_at 'explain'" -a heroku.https/unknown-authority
complete -c perito -n "__perito_at 'explain'" -a heroku.name/elsewhere
complete -c perito -n "__perito_at 'explain'" -a heroku.name/unknown
complete -c perito -n "__perito_at 'explain'" -a heroku.page/another
complete -c perito -n "__perito_at 'explain'" -a heroku.page/empty
complete -c perito -n "__perito_at 'explain'" -a heroku.port/fixed
complete -c perito -n "__perito_at 'explain'" -a heroku.port/fixed-in-configuration
complete -c perito -n "__perito_at 'explain'" -a heroku.port/loopback
complete -c perito -n "__perito_at 'explain'" -a heroku.port/not-asked-for
complete -c perito -n "__perito_at 'explain'" -a heroku.port/not-replaced
complete -c perito -n "__perito_at 'explain'" -a heroku.port/socket
complete -c perito -n "__perito_at 'explain'" -a heroku.procfile/capital
complete -c perito -n "__perito_at 'explain'" -a heroku.procfile/empty
complete -c perito -n "__perito_at 'explain'" -a heroku.procfile/in-a-directory
complete -c perito -n "__perito_at 'explain'" -a heroku.procfile/missing
complete -c perito -n "__perito_at 'explain'" -a heroku.procfile/named-otherwise
complete -c perito -n "__perito_at 'explain'" -a heroku.procfile/other-processes
complete -c perito -n "__perito_at 'explain'" -a heroku.procfile/uncommitted
complete -c perito -n "__perito_at 'explain'" -a heroku.procfile/utf-16
complete -c perito -n "__perito_at 'explain'" -a heroku.procfile/without-colon
complete -c perito -n "__perito_at 'explain'" -a heroku.procfile/without-command
complete -c perito -n "__perito_at 'explain'" -a heroku.python/empty
complete -c perito -n "__perito_at 'explain'" -a heroku.python/form
complete -c perito -n "__perito_at 'explain'" -a heroku.python/too-old
complete -c perito -n "__perito_at 'explain'" -a heroku.requirements/another-file
complete -c perito -n "__perito_at 'explain'" -a heroku.requirements/bad-line
complete -c perito -n "__perito_at 'explain'" -a heroku.requirements/included-file-absent
complete -c perito -n "__perito_at 'explain'" -a heroku.requirements/lacks
complete -c perito -n "__perito_at 'explain'" -a heroku.requirements/local-path
complete -c perito -n "__perito_at 'explain'" -a heroku.requirements/named-otherwise
complete -c perito -n "__perito_at 'explain'" -a heroku.requirements/no-file
complete -c perito -n "__perito_at 'explain'" -a heroku.requirements/no-packages
complete -c perito -n "__perito_at 'explain'" -a heroku.requirements/unreadable
complete -c perito -n "__perito_at 'explain'" -a integrity.accounts/other-numbers
complete -c perito -n "__perito_at 'explain'" -a integrity.files/other-record
complete -c perito -n "__perito_at 'explain'" -a integrity.gunicorn/handed-on
complete -c perito -n "__perito_at 'explain'" -a integrity.gunicorn/library
complete -c perito -n "__perito_at 'explain'" -a integrity.gunicorn/other-code
complete -c perito -n "__perito_at 'explain'" -a integrity.gunicorn/other-program
complete -c perito -n "__perito_at 'explain'" -a integrity.gunicorn/renamed
complete -c perito -n "__perito_at 'explain'" -a integrity.gunicorn/script
complete -c perito -n "__perito_at 'explain'" -a integrity.gunicorn/shadowed
complete -c perito -n "__perito_at 'explain'" -a integrity.gunicorn/unlike
complete -c perito -n "__perito_at 'explain'" -a integrity.interpreter/bytecode
complete -c perito -n "__perito_at 'explain'" -a integrity.interpreter/module
complete -c perito -n "__perito_at 'explain'" -a integrity.interpreter/nobodys
complete -c perito -n "__perito_at 'explain'" -a integrity.interpreter/read-twice
complete -c perito -n "__perito_at 'explain'" -a integrity.interpreter/rewritten
complete -c perito -n "__perito_at 'explain'" -a integrity.libraries/altered
complete -c perito -n "__perito_at 'explain'" -a integrity.libraries/nobodys
complete -c perito -n "__perito_at 'explain'" -a integrity.libraries/preload
complete -c perito -n "__perito_at 'explain'" -a integrity.libraries/preload-of
complete -c perito -n "__perito_at 'explain'" -a integrity.moment/changed
complete -c perito -n "__perito_at 'explain'" -a integrity.moment/reloaded
complete -c perito -n "__perito_at 'explain'" -a integrity.moment/started
complete -c perito -n "__perito_at 'explain'" -a integrity.nginx/accepts-error
complete -c perito -n "__perito_at 'explain'" -a integrity.nginx/foreign-code
complete -c perito -n "__perito_at 'explain'" -a integrity.nginx/not-read
complete -c perito -n "__perito_at 'explain'" -a integrity.nginx/other-configuration
complete -c perito -n "__perito_at 'explain'" -a integrity.nginx/other-program
complete -c perito -n "__perito_at 'explain'" -a integrity.nginx/other-text
complete -c perito -n "__perito_at 'explain'" -a integrity.nginx/read-besides
complete -c perito -n "__perito_at 'explain'" -a integrity.packages/not-there
complete -c perito -n "__perito_at 'explain'" -a integrity.packages/told-otherwise
complete -c perito -n "__perito_at 'explain'" -a integrity.page/for-some
complete -c perito -n "__perito_at 'explain'" -a integrity.page/inside-differs
complete -c perito -n "__perito_at 'explain'" -a integrity.page/log-not-open
complete -c perito -n "__perito_at 'explain'" -a integrity.page/log-writer
complete -c perito -n "__perito_at 'explain'" -a integrity.page/marked-only
complete -c perito -n "__perito_at 'explain'" -a integrity.page/while-logged-in
complete -c perito -n "__perito_at 'explain'" -a integrity.page/without-program
complete -c perito -n "__perito_at 'explain'" -a integrity.programs/altered
complete -c perito -n "__perito_at 'explain'" -a integrity.programs/nobodys
complete -c perito -n "__perito_at 'explain'" -a integrity.programs/rewritten
complete -c perito -n "__perito_at 'explain'" -a integrity.programs/script
complete -c perito -n "__perito_at 'explain'" -a integrity.programs/shadowed
complete -c perito -n "__perito_at 'explain'" -a integrity.python/bytecode
complete -c perito -n "__perito_at 'explain'" -a integrity.python/changed
complete -c perito -n "__perito_at 'explain'" -a integrity.python/hollow
complete -c perito -n "__perito_at 'explain'" -a integrity.python/interpreter
complete -c perito -n "__perito_at 'explain'" -a integrity.python/no-package
complete -c perito -n "__perito_at 'explain'" -a integrity.python/other-program
complete -c perito -n "__perito_at 'explain'" -a integrity.python/other-version
complete -c perito -n "__perito_at 'explain'" -a integrity.python/start-up
complete -c perito -n "__perito_at 'explain'" -a integrity.python/unanswered
complete -c perito -n "__perito_at 'explain'" -a integrity.sockets/other-listener
complete -c perito -n "__perito_at 'explain'" -a integrity.units/gone-at-restart
complete -c perito -n "__perito_at 'explain'" -a integrity.units/no-link
complete -c perito -n "__perito_at 'explain'" -a integrity.units/other-links
complete -c perito -n "__perito_at 'explain'" -a integrity.units/other-state
complete -c perito -n "__perito_at 'explain'" -a integrity.units/until-restart
complete -c perito -n "__perito_at 'explain'" -a integrity.view/mounted-over
complete -c perito -n "__perito_at 'explain'" -a integrity.view/other-files
complete -c perito -n "__perito_at 'explain'" -a integrity.view/proc
complete -c perito -n "__perito_at 'explain'" -a names.client/not-in-dns
complete -c perito -n "__perito_at 'explain'" -a names.client/not-in-hosts-file
complete -c perito -n "__perito_at 'explain'" -a names.client/not-in-hosts-file-nor-dns
complete -c perito -n "__perito_at 'explain'" -a names.client/only-on-the-server
complete -c perito -n "__perito_at 'explain'" -a names.client/other-names
complete -c perito -n "__perito_at 'explain'" -a names.client/unknown
complete -c perito -n "__perito_at 'explain'" -a names.hosts-file/commented
complete -c perito -n "__perito_at 'explain'" -a names.hosts-file/misspelt
complete -c perito -n "__perito_at 'explain'" -a names.hosts-file/no-address
complete -c perito -n "__perito_at 'explain'" -a names.hosts-file/url
complete -c perito -n "__perito_at 'explain'" -a names.hosts-file/utf-16
complete -c perito -n "__perito_at 'explain'" -a names.server-name/dns-elsewhere
complete -c perito -n "__perito_at 'explain'" -a names.server-name/earlier-line
complete -c perito -n "__perito_at 'explain'" -a names.server-name/loopback
complete -c perito -n "__perito_at 'explain'" -a names.server-name/other-address
complete -c perito -n "__perito_at 'explain'" -a names.www/dns-elsewhere
complete -c perito -n "__perito_at 'explain'" -a names.www/earlier-line
complete -c perito -n "__perito_at 'explain'" -a names.www/loopback
complete -c perito -n "__perito_at 'explain'" -a names.www/not-in-dns
complete -c perito -n "__perito_at 'explain'" -a names.www/not-in-hosts-file
complete -c perito -n "__perito_at 'explain'" -a names.www/not-in-hosts-file-nor-dns
complete -c perito -n "__perito_at 'explain'" -a names.www/only-on-the-server
complete -c perito -n "__perito_at 'explain'" -a names.www/other-address
complete -c perito -n "__perito_at 'explain'" -a names.www/other-names
complete -c perito -n "__perito_at 'explain'" -a names.www/unknown
complete -c perito -n "__perito_at 'explain'" -a nginx-config.current/not-reloaded
complete -c perito -n "__perito_at 'explain'" -a nginx-config.valid/apparmor
complete -c perito -n "__perito_at 'explain'" -a nginx-config.valid/error
complete -c perito -n "__perito_at 'explain'" -a nginx-config.valid/error-elsewhere
complete -c perito -n "__perito_at 'explain'" -a nginx-config.valid/failed
complete -c perito -n "__perito_at 'explain'" -a nginx-config.valid/link-leads-nowhere
complete -c perito -n "__perito_at 'explain'" -a nginx-config.valid/missing-directory
complete -c perito -n "__perito_at 'explain'" -a nginx-config.valid/missing-file
complete -c perito -n "__perito_at 'explain'" -a nginx-config.valid/selinux
complete -c perito -n "__perito_at 'explain'" -a nginx.active/apparmor
complete -c perito -n "__perito_at 'explain'" -a nginx.active/by-hand
complete -c perito -n "__perito_at 'explain'" -a nginx.active/config-broken
complete -c perito -n "__perito_at 'explain'" -a nginx.active/failed
complete -c perito -n "__perito_at 'explain'" -a nginx.active/masked
complete -c perito -n "__perito_at 'explain'" -a nginx.active/not-started-since
complete -c perito -n "__perito_at 'explain'" -a nginx.active/not-up
complete -c perito -n "__perito_at 'explain'" -a nginx.active/port-taken
complete -c perito -n "__perito_at 'explain'" -a nginx.active/selinux
complete -c perito -n "__perito_at 'explain'" -a nginx.active/stopped
complete -c perito -n "__perito_at 'explain'" -a nginx.enabled/disabled
complete -c perito -n "__perito_at 'explain'" -a nginx.enabled/masked
complete -c perito -n "__perito_at 'explain'" -a nginx.enabled/no-unit
complete -c perito -n "__perito_at 'explain'" -a nginx.enabled/other
complete -c perito -n "__perito_at 'explain'" -a nginx.installed/absent
complete -c perito -n "__perito_at 'explain'" -a nginx.listening/no-port
complete -c perito -n "__perito_at 'explain'" -a nginx.listening/other-port
complete -c perito -n "__perito_at 'explain'" -a nginx.listening/other-program
complete -c perito -n "__perito_at 'explain'" -a service.active/apparmor
complete -c perito -n "__perito_at 'explain'" -a service.active/condition-unmet
complete -c perito -n "__perito_at 'explain'" -a service.active/ended
complete -c perito -n "__perito_at 'explain'" -a service.active/failed
complete -c perito -n "__perito_at 'explain'" -a service.active/failed-at-once
complete -c perito -n "__perito_at 'explain'" -a service.active/hidden-by-sandbox
complete -c perito -n "__perito_at 'explain'" -a service.active/killed
complete -c perito -n "__perito_at 'explain'" -a service.active/memory-limit
complete -c perito -n "__perito_at 'explain'" -a service.active/never-started
complete -c perito -n "__perito_at 'explain'" -a service.active/no-credential
complete -c perito -n "__perito_at 'explain'" -a service.active/no-directory
complete -c perito -n "__perito_at 'explain'" -a service.active/no-group
complete -c perito -n "__perito_at 'explain'" -a service.active/no-profile
complete -c perito -n "__perito_at 'explain'" -a service.active/no-room
complete -c perito -n "__perito_at 'explain'" -a service.active/no-user
complete -c perito -n "__perito_at 'explain'" -a service.active/not-run
complete -c perito -n "__perito_at 'explain'" -a service.active/not-started-since
complete -c perito -n "__perito_at 'explain'" -a service.active/out-of-memory
complete -c perito -n "__perito_at 'explain'" -a service.active/own-words
complete -c perito -n "__perito_at 'explain'" -a service.active/requires-unknown-unit
complete -c perito -n "__perito_at 'explain'" -a service.active/selinux
complete -c perito -n "__perito_at 'explain'" -a service.active/start-pre-failed
complete -c perito -n "__perito_at 'explain'" -a service.active/starting
complete -c perito -n "__perito_at 'explain'" -a service.active/stopped
complete -c perito -n "__perito_at 'explain'" -a service.active/timeout
complete -c perito -n "__perito_at 'explain'" -a service.active/too-many-starts
complete -c perito -n "__perito_at 'explain'" -a service.active/unit-refused
complete -c perito -n "__perito_at 'explain'" -a service.active/waits-for-type
complete -c perito -n "__perito_at 'explain'" -a service.bind/absent
complete -c perito -n "__perito_at 'explain'" -a service.bind/cannot-become
complete -c perito -n "__perito_at 'explain'" -a service.bind/no-room
complete -c perito -n "__perito_at 'explain'" -a service.bind/no-socket
complete -c perito -n "__perito_at 'explain'" -a service.bind/no-such-directory
complete -c perito -n "__perito_at 'explain'" -a service.bind/not-a-socket
complete -c perito -n "__perito_at 'explain'" -a service.bind/not-writable
complete -c perito -n "__perito_at 'explain'" -a service.bind/refused
complete -c perito -n "__perito_at 'explain'" -a service.bind/sealed
complete -c perito -n "__perito_at 'explain'" -a service.bind/socket-unit
complete -c perito -n "__perito_at 'explain'" -a service.bind/without-colon
complete -c perito -n "__perito_at 'explain'" -a service.current/other-code
complete -c perito -n "__perito_at 'explain'" -a service.current/other-settings
complete -c perito -n "__perito_at 'explain'" -a service.enabled/disabled
complete -c perito -n "__perito_at 'explain'" -a service.enabled/nothing-to-enable
complete -c perito -n "__perito_at 'explain'" -a service.enabled/other
complete -c perito -n "__perito_at 'explain'" -a service.enabled/unknown
complete -c perito -n "__perito_at 'explain'" -a service.environment/absent
complete -c perito -n "__perito_at 'explain'" -a service.environment/misread
complete -c perito -n "__perito_at 'explain'" -a service.environment/no-virtualenv
complete -c perito -n "__perito_at 'explain'" -a service.environment/other
complete -c perito -n "__perito_at 'explain'" -a service.environment/other-virtualenv
complete -c perito -n "__perito_at 'explain'" -a service.environment/program
complete -c perito -n "__perito_at 'explain'" -a service.environment/without-bin
complete -c perito -n "__perito_at 'explain'" -a service.environment/without-path
complete -c perito -n "__perito_at 'explain'" -a service.exec-start/absent
complete -c perito -n "__perito_at 'explain'" -a service.exec-start/closed-directory
complete -c perito -n "__perito_at 'explain'" -a service.exec-start/misread
complete -c perito -n "__perito_at 'explain'" -a service.exec-start/no-such-program
complete -c perito -n "__perito_at 'explain'" -a service.exec-start/no-virtualenv
complete -c perito -n "__perito_at 'explain'" -a service.exec-start/not-executable
complete -c perito -n "__perito_at 'explain'" -a service.exec-start/not-gunicorn
complete -c perito -n "__perito_at 'explain'" -a service.exec-start/not-installed
complete -c perito -n "__perito_at 'explain'" -a service.exec-start/of-the-system
complete -c perito -n "__perito_at 'explain'" -a service.exec-start/other-virtualenv
complete -c perito -n "__perito_at 'explain'" -a service.exec-start/quotes-left-open
complete -c perito -n "__perito_at 'explain'" -a service.exec-start/relative
complete -c perito -n "__perito_at 'explain'" -a service.exec-start/several
complete -c perito -n "__perito_at 'explain'" -a service.exec-start/without-path
complete -c perito -n "__perito_at 'explain'" -a service.exists/bad-name
complete -c perito -n "__perito_at 'explain'" -a service.exists/elsewhere
complete -c perito -n "__perito_at 'explain'" -a service.exists/empty
complete -c perito -n "__perito_at 'explain'" -a service.exists/masked
complete -c perito -n "__perito_at 'explain'" -a service.exists/none
complete -c perito -n "__perito_at 'explain'" -a service.exists/of-a-user
complete -c perito -n "__perito_at 'explain'" -a service.exists/taken
complete -c perito -n "__perito_at 'explain'" -a service.exists/without-suffix
complete -c perito -n "__perito_at 'explain'" -a service.group/absent
complete -c perito -n "__perito_at 'explain'" -a service.group/misread
complete -c perito -n "__perito_at 'explain'" -a service.group/other
complete -c perito -n "__perito_at 'explain'" -a service.group/the-users
complete -c perito -n "__perito_at 'explain'" -a service.group/unknown
complete -c perito -n "__perito_at 'explain'" -a service.keys/bad-header
complete -c perito -n "__perito_at 'explain'" -a service.keys/bad-value
complete -c perito -n "__perito_at 'explain'" -a service.keys/before-any-section
complete -c perito -n "__perito_at 'explain'" -a service.keys/blank-after-backslash
complete -c perito -n "__perito_at 'explain'" -a service.keys/look-alike
complete -c perito -n "__perito_at 'explain'" -a service.keys/misspelt
complete -c perito -n "__perito_at 'explain'" -a service.keys/other-section
complete -c perito -n "__perito_at 'explain'" -a service.keys/section-misspelt
complete -c perito -n "__perito_at 'explain'" -a service.keys/section-unknown
complete -c perito -n "__perito_at 'explain'" -a service.keys/several
complete -c perito -n "__perito_at 'explain'" -a service.keys/unknown
complete -c perito -n "__perito_at 'explain'" -a service.keys/without-equals
complete -c perito -n "__perito_at 'explain'" -a service.linked/not-enabled-again
complete -c perito -n "__perito_at 'explain'" -a service.linked/nowhere
complete -c perito -n "__perito_at 'explain'" -a service.listening/nobody
complete -c perito -n "__perito_at 'explain'" -a service.listening/other-program
complete -c perito -n "__perito_at 'explain'" -a service.listening/other-service
complete -c perito -n "__perito_at 'explain'" -a service.reloaded/not-read
complete -c perito -n "__perito_at 'explain'" -a service.reloaded/perhaps-not-read
complete -c perito -n "__perito_at 'explain'" -a service.socket-answers/apparmor
complete -c perito -n "__perito_at 'explain'" -a service.socket-answers/closed
complete -c perito -n "__perito_at 'explain'" -a service.socket-answers/error
complete -c perito -n "__perito_at 'explain'" -a service.socket-answers/error-in-application
complete -c perito -n "__perito_at 'explain'" -a service.socket-answers/memory-limit
complete -c perito -n "__perito_at 'explain'" -a service.socket-answers/not-found
complete -c perito -n "__perito_at 'explain'" -a service.socket-answers/other-status
complete -c perito -n "__perito_at 'explain'" -a service.socket-answers/out-of-memory
complete -c perito -n "__perito_at 'explain'" -a service.socket-answers/redirected
complete -c perito -n "__perito_at 'explain'" -a service.socket-answers/refused
complete -c perito -n "__perito_at 'explain'" -a service.socket-answers/selinux
complete -c perito -n "__perito_at 'explain'" -a service.socket-answers/timeout
complete -c perito -n "__perito_at 'explain'" -a service.socket-answers/too-slow
complete -c perito -n "__perito_at 'explain'" -a service.socket-answers/variable-missing
complete -c perito -n "__perito_at 'explain'" -a service.socket-answers/worker-killed
complete -c perito -n "__perito_at 'explain'" -a service.socket-file/absent
complete -c perito -n "__perito_at 'explain'" -a service.socket-file/elsewhere
complete -c perito -n "__perito_at 'explain'" -a service.socket-file/in-its-own-tmp
complete -c perito -n "__perito_at 'explain'" -a service.socket-file/none-asked-for
complete -c perito -n "__perito_at 'explain'" -a service.socket-file/not-a-socket
complete -c perito -n "__perito_at 'explain'" -a service.socket-reachable/behind-link
complete -c perito -n "__perito_at 'explain'" -a service.socket-reachable/directory-closed
complete -c perito -n "__perito_at 'explain'" -a service.socket-reachable/refused
complete -c perito -n "__perito_at 'explain'" -a service.socket-reachable/socket-closed
complete -c perito -n "__perito_at 'explain'" -a service.stable/apparmor
complete -c perito -n "__perito_at 'explain'" -a service.stable/memory-limit
complete -c perito -n "__perito_at 'explain'" -a service.stable/out-of-memory
complete -c perito -n "__perito_at 'explain'" -a service.stable/restarting
complete -c perito -n "__perito_at 'explain'" -a service.stable/says-why
complete -c perito -n "__perito_at 'explain'" -a service.stable/selinux
complete -c perito -n "__perito_at 'explain'" -a service.user/absent
complete -c perito -n "__perito_at 'explain'" -a service.user/dynamic
complete -c perito -n "__perito_at 'explain'" -a service.user/misread
complete -c perito -n "__perito_at 'explain'" -a service.user/other
complete -c perito -n "__perito_at 'explain'" -a service.user/root
complete -c perito -n "__perito_at 'explain'" -a service.user/unknown
complete -c perito -n "__perito_at 'explain'" -a service.wanted-by/absent
complete -c perito -n "__perito_at 'explain'" -a service.wanted-by/misread
complete -c perito -n "__perito_at 'explain'" -a service.wanted-by/misspelt
complete -c perito -n "__perito_at 'explain'" -a service.wanted-by/other
complete -c perito -n "__perito_at 'explain'" -a service.workers/absent
complete -c perito -n "__perito_at 'explain'" -a service.workers/none
complete -c perito -n "__perito_at 'explain'" -a service.working-directory/absent
complete -c perito -n "__perito_at 'explain'" -a service.working-directory/misread
complete -c perito -n "__perito_at 'explain'" -a service.working-directory/misspelt
complete -c perito -n "__perito_at 'explain'" -a service.working-directory/no-such-directory
complete -c perito -n "__perito_at 'explain'" -a service.working-directory/not-a-directory
complete -c perito -n "__perito_at 'explain'" -a service.working-directory/other-directory
complete -c perito -n "__perito_at 'explain'" -a service.working-directory/relative
complete -c perito -n "__perito_at 'explain'" -a site.access-log/discarded
complete -c perito -n "__perito_at 'explain'" -a site.access-log/off
complete -c perito -n "__perito_at 'explain'" -a site.error-log/discarded
complete -c perito -n "__perito_at 'explain'" -a site.exists/none
complete -c perito -n "__perito_at 'explain'" -a site.exists/taken
complete -c perito -n "__perito_at 'explain'" -a site.listen/ipv6-only
complete -c perito -n "__perito_at 'explain'" -a site.listen/loopback
complete -c perito -n "__perito_at 'explain'" -a site.listen/no-port
complete -c perito -n "__perito_at 'explain'" -a site.listen/no-such-address
complete -c perito -n "__perito_at 'explain'" -a site.listen/other-address
complete -c perito -n "__perito_at 'explain'" -a site.listen/other-port
complete -c perito -n "__perito_at 'explain'" -a site.proxy-headers/none
complete -c perito -n "__perito_at 'explain'" -a site.proxy-headers/one-missing
complete -c perito -n "__perito_at 'explain'" -a site.proxy-pass/absent
complete -c perito -n "__perito_at 'explain'" -a site.proxy-pass/https
complete -c perito -n "__perito_at 'explain'" -a site.proxy-pass/no-location
complete -c perito -n "__perito_at 'explain'" -a site.proxy-pass/not-a-socket
complete -c perito -n "__perito_at 'explain'" -a site.proxy-pass/other-location
complete -c perito -n "__perito_at 'explain'" -a site.proxy-pass/without-colon
complete -c perito -n "__perito_at 'explain'" -a site.proxy-pass/without-http
complete -c perito -n "__perito_at 'explain'" -a site.server-name-www/absent
complete -c perito -n "__perito_at 'explain'" -a site.server-name/absent
complete -c perito -n "__perito_at 'explain'" -a site.server-name/address
complete -c perito -n "__perito_at 'explain'" -a site.server-name/another
complete -c perito -n "__perito_at 'explain'" -a site.server-name/comma
complete -c perito -n "__perito_at 'explain'" -a site.server-name/final-dot
complete -c perito -n "__perito_at 'explain'" -a site.server-name/look-alike
complete -c perito -n "__perito_at 'explain'" -a site.server-name/misspelt
complete -c perito -n "__perito_at 'explain'" -a site.server-name/no-name
complete -c perito -n "__perito_at 'explain'" -a site.server-name/not-quite
complete -c perito -n "__perito_at 'explain'" -a site.server-name/semicolon-missing
complete -c perito -n "__perito_at 'explain'" -a site.server-name/stands-for-none
complete -c perito -n "__perito_at 'explain'" -a site.server-name/strange-character
complete -c perito -n "__perito_at 'explain'" -a site.server-name/url
complete -c perito -n "__perito_at 'explain'" -a site.socket/another
complete -c perito -n "__perito_at 'explain'" -a site.socket/final-slash
complete -c perito -n "__perito_at 'explain'" -a site.socket/letter-case
complete -c perito -n "__perito_at 'explain'" -a site.socket/look-alike
complete -c perito -n "__perito_at 'explain'" -a site.socket/nobody-opens-one
complete -c perito -n "__perito_at 'explain'" -a site.syntax/brace-left-open
complete -c perito -n "__perito_at 'explain'" -a site.syntax/brace-too-many
complete -c perito -n "__perito_at 'explain'" -a site.syntax/error
complete -c perito -n "__perito_at 'explain'" -a site.syntax/look-alike
complete -c perito -n "__perito_at 'explain'" -a site.syntax/no-server-block
complete -c perito -n "__perito_at 'explain'" -a site.syntax/no-such-file
complete -c perito -n "__perito_at 'explain'" -a site.syntax/no-such-host
complete -c perito -n "__perito_at 'explain'" -a site.syntax/semicolon-missing
complete -c perito -n "__perito_at 'explain'" -a site.syntax/unknown-directive
complete -c perito -n "__perito_at 'explain'" -a site.syntax/url-without-http
complete -c perito -n "__perito_at 'explain'" -a tools.pip/missing
complete -c perito -n "__perito_at 'explain'" -a tools.pip/not-on-path
complete -c perito -n "__perito_at 'explain'" -a tools.pipenv-version/fails
complete -c perito -n "__perito_at 'explain'" -a tools.pipenv-version/hangs
complete -c perito -n "__perito_at 'explain'" -a tools.pipenv-version/interpreter-gone
complete -c perito -n "__perito_at 'explain'" -a tools.pipenv-version/module-missing
complete -c perito -n "__perito_at 'explain'" -a tools.pipenv-version/says-no-version
complete -c perito -n "__perito_at 'explain'" -a tools.pipenv-version/silent
complete -c perito -n "__perito_at 'explain'" -a tools.pipenv/missing
complete -c perito -n "__perito_at 'explain'" -a tools.pipenv/not-on-path
complete -c perito -n "__perito_at 'explain'" -a tools.pipenv/of-another-user
complete -c perito -n "__perito_at 'explain'" -a virtualenv.exists/missing
complete -c perito -n "__perito_at 'explain'" -a virtualenv.exists/of-another-path
complete -c perito -n "__perito_at 'explain'" -a virtualenv.exists/python-absent
complete -c perito -n "__perito_at 'explain'" -a virtualenv.flask/missing
complete -c perito -n "__perito_at 'explain'" -a virtualenv.flask/nothing-installed
complete -c perito -n "__perito_at 'explain'" -a virtualenv.gunicorn/missing
complete -c perito -n "__perito_at 'explain'" -a virtualenv.gunicorn/no-program
complete -c perito -n "__perito_at 'explain'" -a virtualenv.gunicorn/nothing-installed
complete -c perito -n "__perito_at 'explain'" -a virtualenv.gunicorn/other-interpreter
complete -c perito -n "__perito_at 'explain'" -a virtualenv.lock-in-step/lacks
complete -c perito -n "__perito_at 'explain'" -a virtualenv.lock-in-step/stale
complete -c perito -n "__perito_at 'explain'" -a virtualenv.lock-in-step/unreadable
complete -c perito -n "__perito_at 'explain'" -a virtualenv.lock/dangling-link
complete -c perito -n "__perito_at 'explain'" -a virtualenv.lock/missing
complete -c perito -n "__perito_at 'explain'" -a virtualenv.lock/named-otherwise
complete -c perito -n "__perito_at 'explain'" -a virtualenv.lock/not-a-file
complete -c perito -n "__perito_at 'explain'" -a virtualenv.owner/other-user
complete -c perito -n "__perito_at 'explain'" -a virtualenv.owner/root
complete -c perito -n "__perito_at 'explain'" -a virtualenv.pipfile-flask/for-development
complete -c perito -n "__perito_at 'explain'" -a virtualenv.pipfile-flask/missing
complete -c perito -n "__perito_at 'explain'" -a virtualenv.pipfile-flask/misspelt
complete -c perito -n "__perito_at 'explain'" -a virtualenv.pipfile-flask/no-packages
complete -c perito -n "__perito_at 'explain'" -a virtualenv.pipfile-gunicorn/for-development
complete -c perito -n "__perito_at 'explain'" -a virtualenv.pipfile-gunicorn/missing
complete -c perito -n "__perito_at 'explain'" -a virtualenv.pipfile-gunicorn/misspelt
complete -c perito -n "__perito_at 'explain'" -a virtualenv.pipfile-gunicorn/no-packages
complete -c perito -n "__perito_at 'explain'" -a virtualenv.pipfile/bad-line
complete -c perito -n "__perito_at 'explain'" -a virtualenv.pipfile/dangling-link
complete -c perito -n "__perito_at 'explain'" -a virtualenv.pipfile/look-alike
complete -c perito -n "__perito_at 'explain'" -a virtualenv.pipfile/missing
complete -c perito -n "__perito_at 'explain'" -a virtualenv.pipfile/named-otherwise
complete -c perito -n "__perito_at 'explain'" -a virtualenv.pipfile/not-a-file
complete -c perito -n "__perito_at 'explain'" -a virtualenv.pipfile/unreadable
complete -c perito -n "__perito_at 'explain'" -a virtualenv.python/gone
complete -c perito -n "__perito_at 'explain'" -a virtualenv.python/other-version
complete -c perito -n "__perito_at 'explain'" -a virtualenv.python/version-gone
complete -c perito -n "__perito_at 'explain'" -l practice -r -d 'Directory with checks/ and rubric.yaml, an installed practice\'s name, or a git repository\'s URL[@ref].'
complete -c perito -n "__perito_at 'explain'" -l lang -x -a 'es en ca' -d 'Language (es, en, ca …; default: the run\'s).'
complete -c perito -n "__perito_at 'explain'" -l run -r -d 'A run\'s directory, of a server or a class, or its result.json (the last one).'
complete -c perito -n "__perito_at 'explain'" -l student -r -d 'Of a class: whose result (id, email or name).'
complete -c perito -n "__perito_at 'explain'" -l reports -r -d 'Where the last run is looked for. [default: reports]'
complete -c perito -n "__perito_at 'explain'" -l all -d 'List every check of the practice.'
complete -c perito -n "__perito_at 'explain'" -l help -d 'Show this message and exit.'
complete -c perito -n "__perito_at 'lint'" -l practice -r -d 'Directory with checks/ and rubric.yaml, an installed practice\'s name, or a git repository\'s URL[@ref].'
complete -c perito -n "__perito_at 'lint'" -l waivers -r -d 'YAML list of waived checks: check, deployment, reason, expires.'
complete -c perito -n "__perito_at 'lint'" -l config -r -d 'Say what is wrong in this perito.toml, too.'
complete -c perito -n "__perito_at 'lint'" -l lang -x -a 'es en ca' -d 'Language of the texts (es, en, ca …). [env var: PERITO_LANG; default: es]'
complete -c perito -n "__perito_at 'lint'" -l schema -r -d 'Print the JSON Schema of a file that people write: rubric, words, waivers, marks or roster.'
complete -c perito -n "__perito_at 'lint'" -l help -d 'Show this message and exit.'
complete -c perito -n "__perito_at 'grade'" -l config -r -d 'Options from the table [grade] of this perito.toml or pyproject.toml. [env var: PERITO_CONFIG]'
complete -c perito -n "__perito_at 'grade'" -l no-config -d 'Take no options from perito.toml or pyproject.toml.'
complete -c perito -n "__perito_at 'grade'" -l practice -r -d 'Directory with checks/ and rubric.yaml, an installed practice\'s name, or a git repository\'s URL[@ref].'
complete -c perito -n "__perito_at 'grade'" -l whole -d 'Grade the whole assignment, also where a part of it is not there.'
complete -c perito -n "__perito_at 'grade'" -l only -x -a 'tools directory env virtualenv application gunicorn nginx service site enabled-site nginx-config names access exercise heroku integrity' -d 'Only these steps.'
complete -c perito -n "__perito_at 'grade'" -l as -x -a 'student teacher' -d 'For whom: student or teacher (default: student; of a class, as it was graded).'
complete -c perito -n "__perito_at 'grade'" -l fail-under -r -d 'Exit 1 below this grade (default: on any failed check).'
complete -c perito -n "__perito_at 'grade'" -l waivers -r -d 'YAML list of waived checks: check, deployment, reason, expires.'
complete -c perito -n "__perito_at 'grade'" -l input -r -d 'An input of the practice, unless it is secret; repeatable.'
complete -c perito -n "__perito_at 'grade'" -s j -r -d 'How many at a time (0: by the number of cores). [default: 0; x>=0]'
complete -c perito -n "__perito_at 'grade'" -l executor -x -a 'local dask' -d 'Where the work is done: local or dask. [default: local]'
complete -c perito -n "__perito_at 'grade'" -l scheduler -r -d 'Dask\'s scheduler, such as tls://HOST:8786 (default: a cluster on this machine).'
complete -c perito -n "__perito_at 'grade'" -l quiet -s q -d 'Show no progress.'
complete -c perito -n "__perito_at 'grade'" -l roster-format -r -d 'csv, xlsx, yaml, ansible … (default: by its content).'
complete -c perito -n "__perito_at 'grade'" -l column -r -d 'The column of a field, where the roster asks; repeatable.'
complete -c perito -n "__perito_at 'grade'" -l known-hosts -r -d 'The class\'s host keys (default: ROSTER.known_hosts, beside the roster).'
complete -c perito -n "__perito_at 'grade'" -l accept-new -d 'Accept and keep unknown host keys.'
complete -c perito -n "__perito_at 'grade'" -l run -r -d 'The run\'s directory (default: a new one in --reports).'
complete -c perito -n "__perito_at 'grade'" -l reports -r -d 'Where runs are kept. [default: reports]'
complete -c perito -n "__perito_at 'grade'" -l resume -d 'Go on with --run: only what is missing.'
complete -c perito -n "__perito_at 'grade'" -l deadline -r -d 'Seconds for one server, everything included but --wait. [default: 120.0]'
complete -c perito -n "__perito_at 'grade'" -l retries -r -d 'How often a lost connection is tried again. [default: 1; x>=0]'
complete -c perito -n "__perito_at 'grade'" -l wait -r -d 'Seconds to wait until the server is up and lets us in (0: none). [default: 0.0]'
complete -c perito -n "__perito_at 'grade'" -l marks -r -d 'The teacher\'s marks (YAML or CSV); see `perito marks new`.'
complete -c perito -n "__perito_at 'grade'" -l lang -x -a 'es en ca' -d 'Language of the texts (es, en, ca …; default: es, or as the run began).'
complete -c perito -n "__perito_at 'grade'" -l attempts -r -d 'An earlier run of the class (default: those beside it); repeatable.'
complete -c perito -n "__perito_at 'grade'" -l verbose -s v -d '-v: every check, of a class every cause; -vv: the evidence, too. [default: 0]'
complete -c perito -n "__perito_at 'grade'" -l help -d 'Show this message and exit.'
complete -c perito -n "__perito_at 'export'" -l output -s o -r -d 'Where to (default: standard output); a directory for gradescope.'
complete -c perito -n "__perito_at 'export'" -l marks -r -d 'The teacher\'s marks (YAML or CSV); see `perito marks new`.'
complete -c perito -n "__perito_at 'export'" -l practice -r -d 'Directory with checks/ and rubric.yaml, an installed practice\'s name, or a git repository\'s URL[@ref].'
complete -c perito -n "__perito_at 'export'" -l worksheet -r -d 'The program\'s own file, downloaded: fill in this one.'
complete -c perito -n "__perito_at 'export'" -l feedback-zip -r -d 'Every student\'s page, in a zip as Moodle takes it.'
complete -c perito -n "__perito_at 'export'" -l column -r -d 'Which column it is: grade, feedback, id, email, name.'
complete -c perito -n "__perito_at 'export'" -l partial -d 'Leave rows as they are whose grade cannot be placed; write the others.'
complete -c perito -n "__perito_at 'export'" -l quiet -s q -d 'Show no progress.'
complete -c perito -n "__perito_at 'export'" -l help -d 'Show this message and exit.'
complete -c perito -n "__perito_at 'open'" -l reports -r -d 'Where the last run is looked for. [default: reports]'
complete -c perito -n "__perito_at 'open'" -l lang -x -a 'es en ca' -d 'Language (es, en, ca …; default: the run\'s).'
complete -c perito -n "__perito_at 'open'" -l help -d 'Show this message and exit.'
complete -c perito -n "__perito_at 'watch'" -a local
complete -c perito -n "__perito_at 'watch'" -l config -r -d 'Options from this file (default: [tool.perito] of pyproject.toml, or perito.toml; see docs/gate.md). [env var: PERITO_CONFIG]'
complete -c perito -n "__perito_at 'watch'" -l no-config -d 'Take no options from perito.toml or pyproject.toml.'
complete -c perito -n "__perito_at 'watch'" -l app -r -d 'Directory under /var/www or its path, or LABEL=NAME; repeatable.'
complete -c perito -n "__perito_at 'watch'" -l service -r -d 'Name of the systemd unit.'
complete -c perito -n "__perito_at 'watch'" -l site -r -d 'Name of the file in sites-available.'
complete -c perito -n "__perito_at 'watch'" -l server-name -r -d 'Name the site is visited by.'
complete -c perito -n "__perito_at 'watch'" -l identity -r -d 'Private SSH key.'
complete -c perito -n "__perito_at 'watch'" -l ssh-config -r -d 'SSH configuration.'
complete -c perito -n "__perito_at 'watch'" -l known-hosts -r -d 'Known host keys.'
complete -c perito -n "__perito_at 'watch'" -l accept-new -d 'Accept and keep unknown host keys.'
complete -c perito -n "__perito_at 'watch'" -l jump -r -d 'Reach the server through HOST.'
complete -c perito -n "__perito_at 'watch'" -l ask-pass -d 'Prompt for the SSH password.'
complete -c perito -n "__perito_at 'watch'" -l password-env -r -d 'Environment variable with the SSH password.'
complete -c perito -n "__perito_at 'watch'" -l ask-sudo-pass -d 'Prompt for sudo\'s password.'
complete -c perito -n "__perito_at 'watch'" -l sudo-password-env -r -d 'Environment variable with sudo\'s password.'
complete -c perito -n "__perito_at 'watch'" -l timeout -r -d 'Seconds to wait for the connection. [default: 15.0]'
complete -c perito -n "__perito_at 'watch'" -l http -x -a 'auto direct tunnel' -d 'How HTTP reaches the server: auto, direct or tunnel. [default: auto]'
complete -c perito -n "__perito_at 'watch'" -l url-base -r -d 'Where the client reaches the server\'s port 80.'
complete -c perito -n "__perito_at 'watch'" -l nameserver -r -d 'Ask this name server instead of the system\'s (none: no DNS); repeatable.'
complete -c perito -n "__perito_at 'watch'" -l search -r -d 'Look for short names in this domain, too; repeatable.'
complete -c perito -n "__perito_at 'watch'" -l hosts-file -r -d 'The client\'s hosts file (default: this computer\'s own).'
complete -c perito -n "__perito_at 'watch'" -l practice -r -d 'Directory with checks/ and rubric.yaml, an installed practice\'s name, or a git repository\'s URL[@ref].'
complete -c perito -n "__perito_at 'watch'" -l whole -d 'Grade the whole assignment, also where a part of it is not there.'
complete -c perito -n "__perito_at 'watch'" -l only -x -a 'tools directory env virtualenv application gunicorn nginx service site enabled-site nginx-config names access exercise heroku integrity' -d 'Only these steps.'
complete -c perito -n "__perito_at 'watch'" -l as -x -a 'student teacher' -d 'For whom: student or teacher (default: student; of a class, as it was graded).'
complete -c perito -n "__perito_at 'watch'" -l fail-under -r -d 'Exit 1 below this grade (default: on any failed check).'
complete -c perito -n "__perito_at 'watch'" -l waivers -r -d 'YAML list of waived checks: check, deployment, reason, expires.'
complete -c perito -n "__perito_at 'watch'" -l input -r -d 'An input of the practice, unless it is secret; repeatable.'
complete -c perito -n "__perito_at 'watch'" -l every -r -d 'Seconds between looks whether something changed. [default: 2.0]'
complete -c perito -n "__perito_at 'watch'" -l full -r -d 'Check again after so many seconds, whether or not something changed. [default: 300.0]'
complete -c perito -n "__perito_at 'watch'" -l deadline -r -d 'Seconds for one server, everything included but --wait. [default: 120.0]'
complete -c perito -n "__perito_at 'watch'" -l lang -x -a 'es en ca' -d 'Language of the texts (es, en, ca …). [env var: PERITO_LANG; default: es]'
complete -c perito -n "__perito_at 'watch'" -l help -d 'Show this message and exit.'
complete -c perito -n "__perito_at 'lab'" -f -a up -d 'Boot servers and say how to grade each.'
complete -c perito -n "__perito_at 'lab'" -f -a down -d 'Take servers down and clear away what crashed ones left.'
complete -c perito -n "__perito_at 'lab'" -f -a list -d 'Show the servers that are up.'
complete -c perito -n "__perito_at 'lab'" -f -a faults -d 'Show the mistakes and the sound variants that a server can be given.'
complete -c perito -n "__perito_at 'lab'" -f -a verify -d 'Grade a server for every fault and sound variant: what was pinned, missed, falsely blamed.'
complete -c perito -n "__perito_at 'lab'" -l help -d 'Show this message and exit.'
complete -c perito -n "__perito_at 'lab up'" -l fault -r -d 'A mistake to put in (see `faults`); repeatable.'
complete -c perito -n "__perito_at 'lab up'" -l variant -r -d 'A sound variant to apply; repeatable.'
complete -c perito -n "__perito_at 'lab up'" -s n -r -d 'How many servers. [default: 1; x>=1]'
complete -c perito -n "__perito_at 'lab up'" -l suite -x -a 'bookworm trixie' -d 'The Debian release: bookworm or trixie. [default: bookworm]'
complete -c perito -n "__perito_at 'lab up'" -l exercise -d 'Both deployments: the exercise, too.'
complete -c perito -n "__perito_at 'lab up'" -l bare -d 'Nothing deployed.'
complete -c perito -n "__perito_at 'lab up'" -l sudo-password -d 'sudo asks for the password (usuario).'
complete -c perito -n "__perito_at 'lab up'" -l role -r -d 'Not a student\'s server: dns, a name server that knows the servers that are up.'
complete -c perito -n "__perito_at 'lab up'" -l practice -r -d 'The practice whose lab it is: its lab/deploy.sh, faults/ and variants/.'
complete -c perito -n "__perito_at 'lab up'" -l help -d 'Show this message and exit.'
complete -c perito -n "__perito_at 'lab down'" -l help -d 'Show this message and exit.'
complete -c perito -n "__perito_at 'lab list'" -l help -d 'Show this message and exit.'
complete -c perito -n "__perito_at 'lab faults'" -l practice -r -d 'The practice whose lab it is: its lab/deploy.sh, faults/ and variants/.'
complete -c perito -n "__perito_at 'lab faults'" -l help -d 'Show this message and exit.'
complete -c perito -n "__perito_at 'lab verify'" -l suite -x -a 'bookworm trixie' -d 'The Debian release; repeatable (bookworm).'
complete -c perito -n "__perito_at 'lab verify'" -l practice -r -d 'Directory with checks/ and rubric.yaml, an installed practice\'s name, or a git repository\'s URL[@ref].'
complete -c perito -n "__perito_at 'lab verify'" -l faults -r -d 'More faults: shell files with `# pins:`.'
complete -c perito -n "__perito_at 'lab verify'" -s j -r -d 'Servers at a time (0: two for each core). [default: 0; x>=0]'
complete -c perito -n "__perito_at 'lab verify'" -l json -r -d 'Write the figures.'
complete -c perito -n "__perito_at 'lab verify'" -l matrix -d 'Print the whole matrix, fault by check.'
complete -c perito -n "__perito_at 'lab verify'" -l help -d 'Show this message and exit.'
complete -c perito -n "__perito_at 'practice'" -f -a list -d 'List the practices that --practice knows by name, and those fetched from repositories.'
complete -c perito -n "__perito_at 'practice'" -l help -d 'Show this message and exit.'
complete -c perito -n "__perito_at 'practice list'" -l lang -x -a 'es en ca' -d 'Language of the texts (es, en, ca …). [env var: PERITO_LANG; default: es]'
complete -c perito -n "__perito_at 'practice list'" -l help -d 'Show this message and exit.'
complete -c perito -n "__perito_at 'new'" -f -a practice -d 'Write a small practice that works: two checks, words, a lab with its mistakes and a sound variant.'
complete -c perito -n "__perito_at 'new'" -l help -d 'Show this message and exit.'
complete -c perito -n "__perito_at 'new practice'" -l lang -x -a 'es en ca' -d 'Language of the texts (es, en, ca …). [env var: PERITO_LANG; default: es]'
complete -c perito -n "__perito_at 'new practice'" -l help -d 'Show this message and exit.'
complete -c perito -n "__perito_at 'import'" -f -a goss -d 'Translate a gossfile: each resource becomes a check; what has no translation is listed.'
complete -c perito -n "__perito_at 'import'" -f -a testinfra -d 'Take over a file of testinfra\'s tests: each becomes a check; what cannot is listed.'
complete -c perito -n "__perito_at 'import'" -l help -d 'Show this message and exit.'
complete -c perito -n "__perito_at 'import goss'" -l output -r -d 'Where the practice is written (default: named after the file).'
complete -c perito -n "__perito_at 'import goss'" -l lang -x -a 'es en ca' -d 'Language of the texts (es, en, ca …). [env var: PERITO_LANG; default: es]'
complete -c perito -n "__perito_at 'import goss'" -l help -d 'Show this message and exit.'
complete -c perito -n "__perito_at 'import testinfra'" -l output -r -d 'Where the practice is written (default: named after the file).'
complete -c perito -n "__perito_at 'import testinfra'" -l lang -x -a 'es en ca' -d 'Language of the texts (es, en, ca …). [env var: PERITO_LANG; default: es]'
complete -c perito -n "__perito_at 'import testinfra'" -l help -d 'Show this message and exit.'
complete -c perito -n "__perito_at 'marks'" -f -a new -d 'Write an empty file of marks for a class; a file that is there already stays as it is.'
complete -c perito -n "__perito_at 'marks'" -f -a check -d 'Say what is wrong in a file of marks, or how many there are and how many are pending.'
complete -c perito -n "__perito_at 'marks'" -l help -d 'Show this message and exit.'
complete -c perito -n "__perito_at 'marks new'" -l output -s o -r -d 'Where to: .yaml or .csv. [default: marks.yaml]'
complete -c perito -n "__perito_at 'marks new'" -l roster-format -r -d 'csv, xlsx, yaml, ansible … (default: by its content).'
complete -c perito -n "__perito_at 'marks new'" -l column -r -d 'The column of a field, where the roster asks; repeatable.'
complete -c perito -n "__perito_at 'marks new'" -l practice -r -d 'Directory with checks/ and rubric.yaml, an installed practice\'s name, or a git repository\'s URL[@ref].'
complete -c perito -n "__perito_at 'marks new'" -l lang -x -a 'es en ca' -d 'Language of the texts (es, en, ca …). [env var: PERITO_LANG; default: es]'
complete -c perito -n "__perito_at 'marks new'" -l help -d 'Show this message and exit.'
complete -c perito -n "__perito_at 'marks check'" -l roster -r -d 'The class they are of: a roster, or a run.'
complete -c perito -n "__perito_at 'marks check'" -l roster-format -r -d 'csv, xlsx, yaml, ansible … (default: by its content).'
complete -c perito -n "__perito_at 'marks check'" -l column -r -d 'The column of a field, where the roster asks; repeatable.'
complete -c perito -n "__perito_at 'marks check'" -l practice -r -d 'Directory with checks/ and rubric.yaml, an installed practice\'s name, or a git repository\'s URL[@ref].'
complete -c perito -n "__perito_at 'marks check'" -l lang -x -a 'es en ca' -d 'Language of the texts (es, en, ca …). [env var: PERITO_LANG; default: es]'
complete -c perito -n "__perito_at 'marks check'" -l help -d 'Show this message and exit.'
complete -c perito -n "__perito_at 'roster'" -f -a show -d 'Say who is in a roster and where their servers are, as `perito grade` reads it.'
complete -c perito -n "__perito_at 'roster'" -f -a keyscan -d 'Show the host key of every server of a class and keep it; a key that has changed is never replaced.'
complete -c perito -n "__perito_at 'roster'" -f -a accept -d 'Say what else has changed with a server\'s host key since it was last graded, and accept the new one.'
complete -c perito -n "__perito_at 'roster'" -l help -d 'Show this message and exit.'
complete -c perito -n "__perito_at 'roster show'" -l roster-format -r -d 'csv, xlsx, yaml, ansible … (default: by its content).'
complete -c perito -n "__perito_at 'roster show'" -l column -r -d 'The column of a field, where the roster asks; repeatable.'
complete -c perito -n "__perito_at 'roster show'" -l practice -r -d 'The practice that the class is graded by: the roster may have columns of what it is given.'
complete -c perito -n "__perito_at 'roster show'" -l lang -x -a 'es en ca' -d 'Language of the texts (es, en, ca …). [env var: PERITO_LANG; default: es]'
complete -c perito -n "__perito_at 'roster show'" -l help -d 'Show this message and exit.'
complete -c perito -n "__perito_at 'roster keyscan'" -l roster-format -r -d 'csv, xlsx, yaml, ansible … (default: by its content).'
complete -c perito -n "__perito_at 'roster keyscan'" -l column -r -d 'The column of a field, where the roster asks; repeatable.'
complete -c perito -n "__perito_at 'roster keyscan'" -l practice -r -d 'The practice that the class is graded by: the roster may have columns of what it is given.'
complete -c perito -n "__perito_at 'roster keyscan'" -l known-hosts -r -d 'The class\'s host keys (default: ROSTER.known_hosts, beside the roster).'
complete -c perito -n "__perito_at 'roster keyscan'" -s j -r -d 'How many servers at a time. [default: 16; x>=1]'
complete -c perito -n "__perito_at 'roster keyscan'" -l timeout -r -d 'Seconds to wait for the connection. [default: 10.0]'
complete -c perito -n "__perito_at 'roster keyscan'" -l quiet -s q -d 'Show no progress.'
complete -c perito -n "__perito_at 'roster keyscan'" -l lang -x -a 'es en ca' -d 'Language of the texts (es, en, ca …). [env var: PERITO_LANG; default: es]'
complete -c perito -n "__perito_at 'roster keyscan'" -l help -d 'Show this message and exit.'
complete -c perito -n "__perito_at 'roster accept'" -l roster-format -r -d 'csv, xlsx, yaml, ansible … (default: by its content).'
complete -c perito -n "__perito_at 'roster accept'" -l column -r -d 'The column of a field, where the roster asks; repeatable.'
complete -c perito -n "__perito_at 'roster accept'" -l practice -r -d 'The practice that the class is graded by: the roster may have columns of what it is given.'
complete -c perito -n "__perito_at 'roster accept'" -l known-hosts -r -d 'The class\'s host keys (default: ROSTER.known_hosts, beside the roster).'
complete -c perito -n "__perito_at 'roster accept'" -l reports -r -d 'Where earlier runs are kept. [default: reports]'
complete -c perito -n "__perito_at 'roster accept'" -l timeout -r -d 'Seconds to wait for the connection. [default: 10.0]'
complete -c perito -n "__perito_at 'roster accept'" -l look -d 'Only say what has changed: accept nothing.'
complete -c perito -n "__perito_at 'roster accept'" -l lang -x -a 'es en ca' -d 'Language of the texts (es, en, ca …). [env var: PERITO_LANG; default: es]'
complete -c perito -n "__perito_at 'roster accept'" -l help -d 'Show this message and exit.'
complete -c perito -n "__perito_at 'run'" -f -a diff -d 'Compare two runs: who is graded otherwise, because of which checks, and why.'
complete -c perito -n "__perito_at 'run'" -f -a pack -d 'Write all of a run into one archive; the run stays as it is.'
complete -c perito -n "__perito_at 'run'" -f -a unpack -d 'Make a run\'s directory again from its archive: regrade, report and export read that.'
complete -c perito -n "__perito_at 'run'" -l help -d 'Show this message and exit.'
complete -c perito -n "__perito_at 'run diff'" -l json -r -d 'Write the differences (-: standard output).'
complete -c perito -n "__perito_at 'run diff'" -l student -r -d 'Only this student (id, email, name or pattern); repeatable.'
complete -c perito -n "__perito_at 'run diff'" -l lang -x -a 'es en ca' -d 'Language (es, en, ca …; default: the run\'s).'
complete -c perito -n "__perito_at 'run diff'" -l verbose -s v -d '-v: every check, of a class every cause; -vv: the evidence, too. [default: 0]'
complete -c perito -n "__perito_at 'run diff'" -l quiet -s q -d 'Show no progress.'
complete -c perito -n "__perito_at 'run diff'" -l help -d 'Show this message and exit.'
complete -c perito -n "__perito_at 'run pack'" -l output -s o -r -d 'Where to (default: RUN.tar.xz).'
complete -c perito -n "__perito_at 'run pack'" -l quiet -s q -d 'Show no progress.'
complete -c perito -n "__perito_at 'run pack'" -l help -d 'Show this message and exit.'
complete -c perito -n "__perito_at 'run unpack'" -l run -r -d 'Where to (default: the archive\'s name, beside it).'
complete -c perito -n "__perito_at 'run unpack'" -l quiet -s q -d 'Show no progress.'
complete -c perito -n "__perito_at 'run unpack'" -l help -d 'Show this message and exit.'
