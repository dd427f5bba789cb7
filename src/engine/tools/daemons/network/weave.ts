import { openNetlink } from '../../../kernel/netlink-socket';
import type { World } from '../../../kernel/world';
import { LAB_EPOCH_MS } from '../../../kernel/clock';
import { formatIpv4, inPrefix, maskOf, parseIpv4 } from '../../../packet/address';
import { filesOf } from '../../../shell/files/host-file-system';
import type { DaemonPlace, DaemonProgram, DaemonStart } from '../daemon';

/**
 * The programs of Weave Net's Pod as their containers see them (prog/weave-kube and prog/weave-npc of github.com/weaveworks/weave, 2.8.1). What they do to their
 * node is the business of the floor engine/kubernetes.
 */

const CONFLIST = `{
    "cniVersion": "0.3.0",
    "name": "weave",
    "plugins": [
        {
            "name": "weave",
            "type": "weave-net",
            "hairpinMode": true
        },
        {
            "type": "portmap",
            "capabilities": {"portMappings": true},
            "snat": true
        }
    ]
}
`;

/** /home/weave/init.sh: puts the plugins and the configuration on the node. */
export const weaveInit: DaemonProgram = {
  name: 'init.sh',
  start: (place) => {
    const files = filesOf(place.files, '/');
    for (const directory of ['/host/opt/cni/bin', '/host/etc/cni/net.d']) {
      if (!files.exists(directory)) files.makeDirectory(directory);
    }
    for (const plugin of ['weave-plugin-2.8.1', 'weave-net', 'weave-ipam']) {
      files.write(`/host/opt/cni/bin/${plugin}`, '', 0o755);
    }
    files.write('/host/etc/cni/net.d/10-weave.conflist', CONFLIST);
    return 0;
  },
};

/** /home/weave/launch.sh of the container `weave` and /usr/bin/launch.sh of `weave-npc`. */
export const weaveLaunch: DaemonProgram = {
  name: 'weaver',
  start: (place) => (place.argv[0]?.startsWith('/home/weave') === true ? startWeaver(place) : startNpc(place)),
  http: ({ target }) => {
    const body = target === '/status' ? '        Version: 2.8.1\n\n        Service: router\n       Protocol: weave 1..2\n' : '404 page not found\n'; // prettier-ignore
    const found = target === '/status' || target === '/metrics';
    return { status: found ? 200 : 404, reason: found ? 'OK' : 'Not Found', headers: [['Content-Length', String(body.length)], ['Content-Type', 'text/plain; charset=utf-8']], body }; // prettier-ignore
  },
  stopStatus: 0,
};

function logTime({ nowUs }: World): string {
  const at = new Date(LAB_EPOCH_MS + Math.floor(nowUs / 1000)).toISOString();
  return `${at.slice(0, 10).replaceAll('-', '/')} ${at.slice(11, 19)}.${String(Math.floor(nowUs % 1_000_000)).padStart(6, '0')}`;
}

function startWeaver(place: DaemonPlace): DaemonStart | number {
  const { world, env } = place;
  const say = (text: string): void => place.err(`INFO: ${logTime(world)} ${text}\n`);
  const range = env.get('IPALLOC_RANGE') ?? '10.32.0.0/12';
  const nickname = env.get('HOSTNAME') ?? '';
  const overlap = overlapping(place, range);
  if (overlap !== undefined) {
    place.err(overlap);
    return 1;
  }
  const name = peerName(place);
  const metrics = env.get('WEAVE_METRICS_ADDR') ?? '0.0.0.0:6782';
  say(`Command line options: map[conn-limit:${env.get('CONN_LIMIT') ?? '200'} datapath:datapath db-prefix:/weavedb/weave-net docker-api: expect-npc:${env.get('EXPECT_NPC') !== '0'} http-addr:127.0.0.1:6784 ipalloc-init:consensus=${world.nodes.size} ipalloc-range:${range} metrics-addr:${metrics} name:${name} nickname:${nickname} no-dns:true no-masq-local:true port:6783]`); // prettier-ignore
  say('weave  2.8.1');
  say('Bridge type is bridged_fastdp');
  say('Communication between peers is unencrypted.');
  say(`Our name is ${name}(${nickname})`);
  say(`Docker API on : <nil>`);
  say(`[allocator ${name}] No valid persisted data`);
  say(`[allocator ${name}] Initialising via deferred consensus`);
  say('Listening for HTTP control messages on 127.0.0.1:6784');
  say(`Listening for metrics requests on ${metrics}`);
  const listeners = [place.listen(6783), place.listen(6784, '127.0.0.1'), place.listen(6782, '0.0.0.0')];
  return { listeners, settings: { agent: 'weave', range, mtu: env.get('WEAVE_MTU') ?? '1376', name } };
}

/** The MAC address by which peers know each other: the same after a restart. */
function peerName({ world, host }: DaemonPlace): string {
  const node = world.host(host).container?.node ?? '';
  const id = world.systems.get(node)?.machineId ?? '0123456789ab';
  const pairs = id.slice(0, 12).match(/../g) ?? [];
  const first = ((Number.parseInt(pairs[0] ?? '0', 16) | 2) & 0xfe).toString(16).padStart(2, '0');
  return [first, ...pairs.slice(1)].join(':');
}

/** `weaveutil netcheck`: a range that the node has a route into is not free (net/route.go). */
function overlapping({ world, netns }: DaemonPlace, range: string): string | undefined {
  const [text = '', bits = ''] = range.split('/');
  const base = parseIpv4(text);
  const length = Number(bits);
  if (base === undefined || !/^\d+$/.test(bits) || length > 32) return `invalid CIDR address: ${range}\n`;
  for (const route of openNetlink(world, netns).routes(254)) {
    const { destination, prefixLength, nexthops } = route;
    if (prefixLength === 0 || nexthops.some(({ device }) => device === 'weave')) continue;
    const shorter = Math.min(length, prefixLength);
    if (!inPrefix(destination, ((base & maskOf(shorter)) >>> 0) as never, shorter)) continue;
    return `Network ${range} overlaps with existing route ${formatIpv4(destination)}/${prefixLength} on host\n`;
  }
  return undefined;
}

function startNpc(place: DaemonPlace): DaemonStart {
  const { world, env } = place;
  const say = (text: string): void => place.err(`INFO: ${logTime(world)} ${text}\n`);
  say(`Starting Weaveworks NPC 2.8.1; node name "${env.get('HOSTNAME') ?? ''}"`);
  say('Serving /metrics on :6781');
  return { listeners: [place.listen(6781)], settings: { agent: 'weave-npc' } };
}
