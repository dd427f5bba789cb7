import type fc from 'fast-check';
import { deviceAddress, interfaceAddress } from './addresses';
import { device, inNamespace } from './names';
import { oneOf, phrase, sometimes, weighted } from './pieces';
import type { Topology } from './topology';

/** `ip address …`. Shown with `-4`: whether an IPv6 address is tentative still is a matter of milliseconds. */
export function addressCommand(topology: Topology): fc.Arbitrary<string> {
  return inNamespace(topology, (name) =>
    weighted([6, changeAddress(topology, name)], [4, showAddress(topology, name)], [1, flushAddress(topology, name)]),
  );
}

function changeAddress(topology: Topology, name: string): fc.Arbitrary<string> {
  const verb = weighted([8, 'add'], [4, 'del'], [1, 'replace'], [1, 'change'], [1, oneOf('a', 'delete', 'd')]);
  const extras = weighted(
    [8, ''],
    [1, phrase('brd', oneOf('+', '-', deviceAddress(topology)))],
    [
      1,
      phrase(
        'label',
        device(topology, name).map((d) => `${d}:1`),
      ),
    ],
    [1, phrase('scope', oneOf('link', 'host', 'global', 'nosuch'))],
    [1, phrase('peer', interfaceAddress(topology))],
    [1, phrase('metric', oneOf('10', '0', 'x'))],
    [
      1,
      oneOf('noprefixroute', 'nodad', 'home', 'valid_lft forever preferred_lft forever', 'preferred_lft 9 valid_lft 5'),
    ],
  );
  return phrase(
    oneOf('addr', 'address', 'a'),
    verb,
    interfaceAddress(topology),
    weighted([9, phrase('dev', device(topology, name))], [1, '']),
    extras,
  );
}

function showAddress(topology: Topology, name: string): fc.Arbitrary<string> {
  const flags = weighted([6, '-4'], [2, '-4 -br'], [2, '-4 -o'], [1, '-j -4'], [1, '-4 -j -p']);
  const filter = weighted(
    [4, ''],
    [4, device(topology, name)],
    [1, phrase('dev', device(topology, name))],
    [1, phrase('to', interfaceAddress(topology))],
    [1, phrase('scope', oneOf('global', 'host', 'link'))],
    [1, oneOf('up', 'primary', 'secondary', 'permanent', 'dynamic', 'label eth0', 'label eth*', 'type veth')],
  );
  return phrase(flags, oneOf('addr show', 'a show', 'address list'), filter);
}

function flushAddress(topology: Topology, name: string): fc.Arbitrary<string> {
  return phrase(
    '-4 addr flush',
    sometimes(80, oneOf('dev', ''), device(topology, name)),
    sometimes(15, oneOf('scope global', 'to 10.0.0.0/8', 'secondary')),
  );
}
