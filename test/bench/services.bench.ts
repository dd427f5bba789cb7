import { confirm } from '../../src/engine/kernel/netfilter/conntrack';
import { runHook } from '../../src/engine/kernel/netfilter/hooks';
import { newSkb } from '../../src/engine/kernel/netfilter/skb';
import type { DeviceRecord } from '../../src/engine/kernel/records';
import { ipv4 } from '../../src/engine/packet/address';
import type { Ipv4Packet } from '../../src/engine/packet/frame';
import { kubeProxyRules, serviceAddress } from './kube-proxy-rules';
import { labWithFiles, runCell, type Lab } from './lab';
import { realMs } from './real';
import { elapsedMs, startClock, printTable, quickest } from './report';

/** The rules of 5,000 Services with three endpoints each, and new connections to them. */
const SERVICES = 5000;
const ENDPOINTS = 3;
const ROUNDS = 7;
const CONNECTIONS = 5000;

const rules = kubeProxyRules(SERVICES, ENDPOINTS);

void main();

async function main(): Promise<void> {
  console.log(`${rules.split('\n').length - 1} lines`);
  const lab = await labWithFiles({ '/root/rules': rules });
  let restoreMs = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const fresh = lab.fork();
    globalThis.gc?.();
    const started = startClock();
    await runCell(fresh, 'iptables-restore /root/rules');
    restoreMs = Math.min(restoreMs, elapsedMs(started));
  }
  await runCell(
    lab,
    'ip link set lo up; ip link add va type veth peer name vb; ip link set va up; ip link set vb up; ip addr add 10.1.0.1/16 dev va; ip route add default via 10.1.0.2; iptables-restore /root/rules',
  );
  const connectionMs = quickest(ROUNDS, () => connect(lab.fork())) / CONNECTIONS;
  printTable([
    {
      what: `iptables-restore of ${SERVICES} Services × ${ENDPOINTS} endpoints`,
      simulatedMs: restoreMs,
      realMs: realMs(
        `cat > rules <<'END'\n${rules}END\nt0=\${EPOCHREALTIME/./}\niptables-restore rules\nt1=\${EPOCHREALTIME/./}\necho $((t1 - t0))\n`,
      ),
      goalMs: 150,
    },
    { what: 'a new connection through them', simulatedMs: connectionMs, goalMs: 0.02 },
  ]);
}

/** The first packets of connections to each Service in turn, from this host's OUTPUT to where they leave it. */
function connect({ world, firstHost }: Lab): void {
  const netns = world.host(firstHost).rootNetns;
  const out = [...world.devices.values()].find(({ name }) => name === 'va') as DeviceRecord;
  for (let i = 0; i < CONNECTIONS; i++) {
    const [a, b, c, d] = serviceAddress((i * 7919) % SERVICES)
      .split('.')
      .map(Number) as [number, number, number, number];
    const packet: Ipv4Packet = {
      ...{
        kind: 'ipv4',
        source: ipv4(0x0a010001),
        destination: ipv4(((a * 256 + b) * 256 + c) * 256 + d),
        ttl: 64,
        length: 60,
      },
      ...{ tos: 0, id: i, dontFragment: true },
      payload: {
        kind: 'tcp',
        sourcePort: 1024 + i,
        destinationPort: 80,
        sequence: i,
        acknowledgement: 0,
        flags: 2,
        window: 64240,
        data: '',
      },
    };
    const skb = newSkb(packet, 0, netns);
    skb.out = out;
    for (const hook of ['OUTPUT', 'POSTROUTING'] as const) {
      if (!runHook(world, skb, hook).pass) throw new Error('a connection was dropped');
    }
    if (skb.packet.destination >>> 16 !== 0x0af4 || !confirm(world, skb))
      throw new Error('a connection was not translated');
  }
}
