import { lookup } from '../../src/engine/kernel/fib';
import { createHost } from '../../src/engine/kernel/host';
import { openNetlink } from '../../src/engine/kernel/netlink-socket';
import { World } from '../../src/engine/kernel/world';
import { formatIpv4, ipv4, networkOf, type Ipv4 } from '../../src/engine/packet/address';
import { labWithFiles, runCell } from './lab';
import { realMs } from './real';
import { elapsedMs, startClock, printTable, quickest } from './report';

/** 100,000 routes whose lengths are spread as in a full Internet table (two thirds are /24), looked up at random addresses. */
const ROUTES = 100_000;
const LOOKUPS = 1_000_000;
/** What costs more than a look-up of the engine is measured with a part of that. */
const SOME = LOOKUPS / 10;
const ROUNDS = 5;

let seed = 0x9e3779b9;
const random = (): number => {
  seed ^= seed << 13;
  seed ^= seed >>> 17;
  seed ^= seed << 5;
  return seed >>> 0;
};

const LENGTHS = [24, 24, 24, 24, 24, 24, 24, 24, 23, 22, 22, 21, 20, 19, 16, 32];

interface Prefix {
  readonly destination: Ipv4;
  readonly prefixLength: number;
}

const prefixes = new Map<string, Prefix>();
while (prefixes.size < ROUTES) {
  const prefixLength = LENGTHS[random() % LENGTHS.length] ?? 24;
  // 1.0.0.0 to 126.255.255.255: addresses that may be routed.
  const destination = networkOf(ipv4((1 + (random() % 126)) * 2 ** 24 + (random() & 0xffffff)), prefixLength);
  if (destination >>> 24 !== 10)
    prefixes.set(`${formatIpv4(destination)}/${prefixLength}`, { destination, prefixLength });
}
const commands = [...prefixes.keys()].map((prefix) => `route add ${prefix} via 10.0.0.2`);
const prepare = `ip link add va type veth peer name vb
ip link set va up; ip link set vb up
ip addr add 10.0.0.1/24 dev va
`;
const batch = commands.join('\n') + '\n';
const file = `cat > routes.txt <<'END'\n${batch}END\n`;

void main();

async function main(): Promise<void> {
  const { world, netns } = tableOf();
  const nl = openNetlink(world, netns);
  const addresses = Uint32Array.from(
    { length: LOOKUPS },
    () => (1 + (random() % 126)) * 2 ** 24 + (random() & 0xffffff),
  );
  const perMillion = quickest(ROUNDS, () => {
    for (const destination of addresses) lookup(world, netns, { destination: ipv4(destination) });
  });
  const known = [...prefixes.values()];
  const answers = Uint32Array.from({ length: SOME }, () => known[random() % known.length]?.destination ?? 0);
  const getRoute = quickest(ROUNDS, () => {
    for (const destination of answers) nl.getRoute({ destination: ipv4(destination) });
  });
  const lab = await labWithFiles({ '/root/routes.txt': batch });
  await runCell(lab, prepare);
  const started = startClock();
  await runCell(lab, 'ip -batch /root/routes.txt');
  const batchMs = elapsedMs(started);
  const real = realLookups();
  printTable([
    { what: 'a million lookups of the engine', simulatedMs: perMillion, realMs: real, goalMs: 500 },
    {
      what: 'a million RTM_GETROUTE by the netlink door',
      simulatedMs: (getRoute * LOOKUPS) / SOME,
      realMs: real,
      goalMs: 500,
    },
    {
      what: `${ROUTES} routes by ip -batch`,
      simulatedMs: batchMs,
      realMs: realMs(`${prepare}${file}${timed('ip -batch routes.txt')}`),
    },
  ]);
}

/** The routes, by the door that `ip route add` uses. */
function tableOf(): { readonly world: World; readonly netns: number } {
  const world = new World(1);
  const netns = world.host(createHost(world, { name: 'host01' })).rootNetns;
  const nl = openNetlink(world, netns);
  nl.addLink({ type: 'veth', name: 'va', up: true, peer: { name: 'vb' } });
  nl.setLink('vb', { up: true });
  nl.addAddress('va', { family: 'inet', mode: 'add', address: ipv4(0x0a000001), prefixLength: 24 });
  const nexthops = [{ via: ipv4(0x0a000002) }];
  for (const prefix of prefixes.values()) nl.addRoute({ ...prefix, nexthops }, 'add');
  return { world, netns };
}

/** A million times what one `ip route get` of a batch costs the real tool, measured with a hundredth of that. */
function realLookups(): number | undefined {
  const some = [...prefixes.values()]
    .slice(0, LOOKUPS / 100)
    .map(({ destination }) => `route get ${formatIpv4(destination)}`);
  const gets = `cat > gets.txt <<'END'\n${some.join('\n')}\nEND\n`;
  const ms = realMs(`${prepare}${file}${gets}ip -batch routes.txt\n${timed('ip -batch gets.txt > /dev/null')}`);
  return ms === undefined ? undefined : ms * 100;
}

function timed(command: string): string {
  return `t0=\${EPOCHREALTIME/./}\n${command}\nt1=\${EPOCHREALTIME/./}\necho $((t1 - t0))\n`;
}
