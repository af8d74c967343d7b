# The questions of bench/questions.yaml as Serverspec, one example each.

require 'json'
require 'net/http'
require 'net/ssh'
require 'serverspec'

host = ENV.fetch('BENCH_HOST')
set :backend, :ssh
set :host, host
set :ssh_options, Net::SSH::Config.for(host, [ENV.fetch('BENCH_SSH_CONFIG')])

web, port = ENV.fetch('BENCH_WEB').split(':')

JSON.parse(File.read(ENV.fetch('BENCH_QUESTIONS'))).each do |asked|
  describe asked.to_s do
    if asked.key?('command')
      # Serverspec runs everything through sudo; what is asked as the user goes back to being the user.
      words = asked['sudo'] ? asked['command'] : "runuser -u #{Net::SSH::Config.for(host, [ENV.fetch('BENCH_SSH_CONFIG')])[:user]} -- sh -c #{Shellwords.escape(asked['command'])}"
      subject(:said) { command(words) }
      it { expect([said.exit_status, said.stdout.include?(asked['contains'])]).to eq [0, true] }
    elsif asked.key?('file')
      subject(:seen) { file(asked['file']) }
      it { expect(seen).to public_send("be_#{asked['kind']}") } if asked.key?('kind')
      it { expect(seen).to be_owned_by asked['owner'] } if asked.key?('owner')
      it { expect(seen).to be_grouped_into asked['group'] } if asked.key?('group')
      it { expect(seen).to be_mode asked['mode'] } if asked.key?('mode')
      it { expect(seen.content).to include asked['contains'] } if asked.key?('contains')
    elsif asked.key?('package')
      it { expect(package(asked['package'])).to be_installed }
    elsif asked.key?('service')
      it { expect(service(asked['service'])).to public_send(asked['is'] == 'enabled' ? :be_enabled : :be_running) }
    elsif asked.key?('http')
      it 'answers' do
        page = Net::HTTP.new(web, port.to_i).get('/', 'Host' => asked['http'])
        expect([page.code.to_i, page.body.include?(asked['contains'])]).to eq [asked['status'], true]
      end
    end
  end
end
