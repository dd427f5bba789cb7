import { parseIpv4 } from '../../../../../src/engine/packet/address';
import { ping } from '../../../../../src/engine/tools/ping/ping';
import { maskTimes, namedRoutedLab } from '../bench-host';
import { replay } from '../replay';

const { lab, R } = namedRoutedLab();
for (const [network, type] of [
  ['7.0.0.0', 'unreachable'],
  ['8.0.0.0', 'blackhole'],
  ['6.0.0.0', 'prohibit'],
] as const) {
  const destination = parseIpv4(network);
  if (destination !== undefined) lab.netlink(R).addRoute({ destination, prefixLength: 8, type, nexthops: [] }, 'add');
}

replay(lab, './ping/fixtures/routed.txt', {
  tools: [ping],
  mask: (text) => maskTimes(text).replace(/ident=\d+/g, 'ident=ID'),
});
