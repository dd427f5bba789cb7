import type fc from 'fast-check';
import { namespace } from './names';
import { oneOf, phrase, weighted } from './pieces';
import type { Topology } from './topology';

/** A packet that still waits for an answer keeps its namespace for three seconds more. */
const AFTER_DELETION = '&& sleep 3.5';

/** `ip netns …`. */
export function netnsCommand(topology: Topology): fc.Arbitrary<string> {
  const name = namespace(topology);
  return weighted(
    [3, phrase('ip netns add', oneOf('green', name, 'a/b', ''))],
    [2, phrase('ip netns', oneOf('del', 'delete'), name, AFTER_DELETION)],
    [3, oneOf('ip netns', 'ip netns list', 'ip netns show', 'ip -j netns')],
    [
      2,
      phrase(
        'ip netns exec',
        name,
        oneOf(
          'ip -4 -br addr',
          'ip link',
          'ip route',
          'hostname',
          'nosuch',
          'cat /proc/net/route',
          'true',
          'false',
          '',
        ),
      ),
    ],
    [1, phrase('ip netns', oneOf('identify', 'pids'), oneOf('', name))],
    [1, phrase('ip netns set', name, oneOf('5', '0', 'auto', 'x'))],
    [1, phrase('ip', oneOf('-n', '-netns', '-net'), name, oneOf('link', '-4 addr', 'route', 'netns list-id', 'frob'))],
    [1, phrase('ip -all netns', oneOf('exec ip -br link', 'exec true'))],
    [1, phrase('ip netns', oneOf('list-id', 'attach', 'frob', 'help'))],
  );
}
