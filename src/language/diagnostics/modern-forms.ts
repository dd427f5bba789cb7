/** What an old command is today, where one command does the same; undefined where there is no such one. */
export function modernForm(argv: readonly (string | undefined)[]): string | undefined {
  const [tool = '', ...rest] = argv.map((word) => word ?? '');
  const line = rest.join(' ');
  for (const [name, pattern, form] of FORMS) {
    if (name !== tool) continue;
    const match = new RegExp(`^${pattern}$`).exec(line);
    if (match) return form.replace(/\$(\d)/g, (_, n: string) => match[Number(n)] ?? '');
  }
  return undefined;
}

const DEVICE = '([a-zA-Z][\\w.-]*)';
const ADDRESS = '(\\d+\\.\\d+\\.\\d+\\.\\d+)';
const PREFIX = '(\\d+\\.\\d+\\.\\d+\\.\\d+/\\d+)';

/** Tool, arguments as a pattern, and the command of today with `$1` for what the pattern's groups hold. */
const FORMS: readonly (readonly [tool: string, pattern: string, form: string])[] = [
  ['ifconfig', '(?:-a)?', 'ip addr'],
  ['ifconfig', DEVICE, 'ip addr show $1'],
  ['ifconfig', `${DEVICE} (up|down)`, 'ip link set $1 $2'],
  ['ifconfig', `${DEVICE} ${PREFIX}(?: up)?`, 'ip addr add $2 dev $1'],
  ['ifconfig', `${DEVICE} mtu (\\d+)`, 'ip link set $1 mtu $2'],
  ['route', '(?:-n)?', 'ip route'],
  ['route', `add default gw ${ADDRESS}`, 'ip route add default via $1'],
  ['route', `add -net ${PREFIX} gw ${ADDRESS}`, 'ip route add $1 via $2'],
  ['route', `add -host ${ADDRESS} gw ${ADDRESS}`, 'ip route add $1 via $2'],
  ['route', `del -net ${PREFIX}(?: gw ${ADDRESS})?`, 'ip route del $1'],
  ['route', 'del default(?: gw .*)?', 'ip route del default'],
  ['arp', '(?:-an?|-n)?', 'ip neigh'],
  ['arp', ADDRESS, 'ip neigh show $1'],
  ['netstat', '-(?:[anptul]*l[anptu]*)', 'ss -lntup'],
  ['netstat', '-(?:[antup]+)', 'ss -antup'],
  ['netstat', '-(?:rn|nr|r)', 'ip route'],
  ['brctl', `addbr ${DEVICE}`, 'ip link add $1 type bridge'],
  ['brctl', `delbr ${DEVICE}`, 'ip link del $1'],
  ['brctl', `addif ${DEVICE} ${DEVICE}`, 'ip link set $2 master $1'],
  ['brctl', `delif ${DEVICE} ${DEVICE}`, 'ip link set $2 nomaster'],
  ['brctl', 'show', 'bridge link'],
  ['brctl', `showmacs ${DEVICE}`, 'bridge fdb show br $1'],
];
