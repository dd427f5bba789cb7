import type { SocketInfo } from './sockets';

/** `ss -s` (print_summary of misc/ss.c), for the sockets of one namespace. */
export function summary(sockets: readonly SocketInfo[]): string {
  const count = (wanted: (socket: SocketInfo) => boolean): number => sockets.filter(wanted).length;
  const tcp = count(({ table, state }) => table === 'tcp' && state !== 'SYN-RECV');
  const waiting = count(({ state }) => state === 'TIME-WAIT');
  const established = count(({ table, state }) => table === 'tcp' && (state === 'ESTAB' || state === 'CLOSE-WAIT'));
  const udp = count(({ table }) => table === 'udp');
  const raw = count(({ table }) => table === 'raw');
  const orphans = count(({ state, program }) => !program && (state === 'LAST-ACK' || state.startsWith('FIN-WAIT')));
  const row = (name: string, total: number): string =>
    `${name}\t  ${[total, total, 0].map((number) => String(number).padEnd(9)).join(' ')}\n`;
  return (
    `Total: ${sockets.length - waiting}\n` +
    `TCP:   ${tcp} (estab ${established}, closed ${waiting}, orphaned ${orphans}, timewait ${waiting})\n\n` +
    'Transport Total     IP        IPv6\n' +
    `${row('RAW', raw)}${row('UDP', udp)}${row('TCP', tcp - waiting)}${row('INET', raw + udp + tcp - waiting)}${row('FRAG', 0)}\n`
  );
}
