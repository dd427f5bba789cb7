import { formatIpv4, inPrefix, type Ipv4 } from '../../packet/address';
import { formatIp } from '../../packet/ipv6-address';
import type { FailureCause } from '../../walk/failure';
import type { WalkStep } from '../../walk/step';
import type { Question } from './question';
import { on, owners, placeOf, type Place, type Remedy } from './places';

/** A program that listens where nobody does: the one that listens on 127.0.0.1 only, for everybody, or a new one. */
export function listen(
  { world, script }: Question,
  place: Place,
  { protocol, port, listeners }: Extract<FailureCause, { code: 'no-socket' }>,
): readonly Remedy[] {
  if (protocol !== 'tcp') return [];
  const restarts = listeners
    .filter((listener) => listener.port === port && listener.program)
    .flatMap(({ address, program }) => {
      const argv = program && world.services.get(program.pid)?.argv;
      if (!argv || !program) return [];
      const words = argv.map((word) => (word === formatIp(address) || word === 'localhost' ? '0.0.0.0' : word));
      const start = on(place, words.join(' ')).command;
      return [{ host: place.host.name, command: `kill ${program.pid}; ${start} > /dev/null 2>&1 &` }];
    });
  const server = /\b(curl|wget)\b/.test(script) ? `python3 -m http.server ${port}` : `nc -lk ${port}`;
  return [...restarts, { host: place.host.name, command: `${on(place, server).command} > /dev/null 2>&1 &` }];
}

/** A line in /etc/hosts for a name that the lab has a host, or a namespace, of. */
export function nameIt(
  { lab }: Pick<Question, 'lab'>,
  step: Extract<WalkStep, { type: 'resolve' }>,
): readonly Remedy[] {
  const place = placeOf(lab, { host: step.host, netns: '' });
  const [short = ''] = step.name.toLowerCase().split('.');
  if (!place) return [];
  const near = (address: Ipv4): boolean =>
    owners(lab).some(
      (own) => own.host.name === step.host && inPrefix(address, own.record.address, own.record.prefixLength),
    );
  return owners(lab)
    .filter(({ host, netns }) => (netns.name === '' ? host.name : netns.name).toLowerCase() === short)
    .map(({ record }) => record.address)
    .sort((a, b) => Number(near(b)) - Number(near(a)))
    .map((address) => ({ host: step.host, command: `echo "${formatIpv4(address)} ${step.name}" >> /etc/hosts` }));
}
