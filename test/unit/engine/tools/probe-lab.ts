import { runUntil } from '../../../../src/engine/kernel/run';
import { parseIpv4 } from '../../../../src/engine/packet/address';
import type { namedRoutedLab, TestLab } from './bench-host';

/** Routes of R that lead nowhere: 7.0.0.0/8 unreachable, 8.0.0.0/8 blackhole, 6.0.0.0/8 prohibit. A asks no name server. */
export function refuseAtRouter({ lab, A, R }: ReturnType<typeof namedRoutedLab>): void {
  lab.write(A, '/etc/nsswitch.conf', 'hosts: files\n');
  for (const [network, type] of [
    ['7.0.0.0', 'unreachable'],
    ['8.0.0.0', 'blackhole'],
    ['6.0.0.0', 'prohibit'],
  ] as const) {
    const destination = parseIpv4(network);
    if (destination !== undefined) lab.netlink(R).addRoute({ destination, prefixLength: 8, type, nexthops: [] }, 'add');
  }
}

/** `sleep N`, as the recordings let rate limits recover. */
export function letTimePass({ world }: TestLab, _host: string, command: string): void {
  const seconds = /^sleep (\d+)$/.exec(command)?.[1];
  if (seconds === undefined) throw new Error(`nothing runs ${command}`);
  runUntil(world, () => false, world.nowUs + Number(seconds) * 1_000_000);
}
