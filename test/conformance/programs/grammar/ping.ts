import type fc from 'fast-check';
import { deviceAddress, hostAddress } from './addresses';
import { device, inNamespace } from './names';
import { oneOf, phrase, sometimes, weighted } from './pieces';
import type { Topology } from './topology';

/**
 * `ping …`: one or two requests. An address that nobody has is given up on after one second: the kernel's own answer comes after three, and
 * which of the two is first must not be close.
 */
export function pingCommand(topology: Topology): fc.Arbitrary<string> {
  return inNamespace(
    topology,
    (name) => {
      const option = weighted(
        [10, ''],
        [2, phrase('-s', oneOf('0', '100', '1472', '1473', '4000', '65508', '-1'))],
        [2, phrase('-t', oneOf('1', '2', '64', '0', '256'))],
        [2, phrase('-I', oneOf(device(topology, name), deviceAddress(topology)))],
        [1, phrase('-M', oneOf('do', 'dont', 'want', 'nosuch'), '-s 1500')],
        [1, oneOf('-q', '-n', '-4', '-Q 16', '-m 5', '-p ff', '-b', '-D -q')],
      );
      return phrase(
        'ping',
        weighted([6, '-c 1'], [1, '-c 2 -i 0.2'], [1, '-c1']),
        '-W 1',
        option,
        sometimes(1, '-w 1'),
        hostAddress(topology),
      );
    },
    'other',
  );
}
