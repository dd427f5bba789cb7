import { formatIpv4, type Ipv4 } from '../../packet/address';
import { formatIp, type IpAddress } from '../../packet/ipv6-address';
import type { FailureCause } from '../../walk/failure';
import type { PacketHead, PacketWalk, WalkStep } from '../../walk/step';
import type { Question } from './question';
import { covers, netnsOf, networkText, on, owners, placeOf, samePlace, type Place, type Remedy } from './places';

/** What lets a packet past the rule that ended it: an exception before a rule for everything, else the rule taken out. */
export function pastRule(
  { failure }: Question,
  place: Place,
  { table, chain, number, rule }: Extract<FailureCause, { code: 'rule' }>,
): readonly Remedy[] {
  const t = table === 'filter' ? '' : ` -t ${table}`;
  const accept = acceptWords(failure, place).map((words) => on(place, `iptables${t} -I ${chain} ${number} ${words}`));
  const remove = on(place, `iptables${t} -D ${chain} ${number}`);
  const madeForIt = / (-s|-d|-p|-m) /.test(rule.replace(/^-A \S+/, ''));
  return table === 'nat' || madeForIt ? [remove, ...accept] : [...accept, remove];
}

/** What lets a packet through a chain that drops what no rule accepts. */
export function pastPolicy(
  { failure }: Question,
  place: Place,
  { table, chain }: Extract<FailureCause, { code: 'policy' }>,
): readonly Remedy[] {
  const t = table === 'filter' ? '' : ` -t ${table}`;
  return [
    ...acceptWords(failure, place).map((words) => on(place, `iptables${t} -A ${chain} ${words}`)),
    on(place, `iptables${t} -P ${chain} ACCEPT`),
  ];
}

/** Rules that accept the packet, the narrowest first: answers of what was let through, this one, its protocol. */
function acceptWords({ walk, which }: Question['failure'], place: Place): readonly string[] {
  const { head } = walk;
  if (!head || head.kind === 'arp' || head.kind === 'nd' || head.kind === 'stp') return [];
  const ends = endsAt(walk, head, place);
  const protocol = head.kind === 'tcp' || head.kind === 'udp' ? head.kind : 'icmp';
  const port = (which === 'request' ? ends.destination : ends.source).split(':')[1];
  const portWords = port === undefined ? '' : ` --${which === 'request' ? 'dport' : 'sport'} ${port}`;
  const address = (end: string): string => end.split(':')[0] ?? end;
  const between = `-s ${address(ends.source)} -d ${address(ends.destination)} -p ${protocol}${portWords} -j ACCEPT`;
  const answers = '-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT';
  return [...(which === 'answer' ? [answers] : []), between, `-p ${protocol} -j ACCEPT`];
}

/** A packet's ends as they are when it is filtered at a place: NAT may have changed them on the way. */
function endsAt(
  { steps }: PacketWalk,
  head: Exclude<PacketHead, { kind: 'arp' | 'nd' | 'stp' }>,
  { host, netns }: Place,
): { readonly source: string; readonly destination: string } {
  const ports = 'sourcePort' in head;
  let source = formatIp(head.source) + (ports ? `:${head.sourcePort}` : '');
  let destination = formatIp(head.destination) + (ports ? `:${head.destinationPort}` : '');
  for (const step of steps) {
    if (step.type === 'drop' && step.host === host.name && step.netns === netns.name) break;
    if (step.type !== 'nat') continue;
    if (step.end === 'source') source = step.after;
    else destination = step.after;
  }
  return { source, destination };
}

/** MASQUERADE where a request left its own network, for an answer that does not find home. */
export function masquerade({ lab, walks, failure }: Question): {
  readonly first: boolean;
  readonly remedies: readonly Remedy[];
} {
  const none = { first: false, remedies: [] };
  const request = failure.which === 'answer' ? walks.findLast(({ steps }) => steps.some(isOrigin)) : undefined;
  const origin = request?.steps.find(isOrigin);
  const index = request?.steps.findLastIndex(({ type }) => type === 'forward') ?? -1;
  const forward = request?.steps[index];
  const out = request?.steps.slice(index).find(({ type, device }) => type === 'transmit' && device !== undefined);
  const source = request?.head && 'source' in request.head ? request.head.source : undefined;
  const place = forward && placeOf(lab, forward);
  if (!origin || !place || !out?.device || source === undefined) return none;
  const own = owners(lab).find(({ record }) => record.address === source)?.record;
  if (!own) return none;
  const network = networkText(own.address, own.prefixLength);
  const command = `iptables -t nat -A POSTROUTING -s ${network} -o ${out.device} -j MASQUERADE`;
  const target = request?.head && 'destination' in request.head ? request.head.destination : source;
  // The other side is somebody else's: a container's host, or a private network towards the world.
  const first = forward.host === origin.host || (isPrivate(source) && !isPrivate(target));
  return { first, remedies: [on(place, command)] };
}

function isOrigin(step: WalkStep): boolean {
  return step.type === 'originate';
}

/** RFC 1918. */
function isPrivate(address: IpAddress): boolean {
  if (typeof address === 'string') return false;
  const top = address >>> 24;
  return top === 10 || address >>> 20 === 0xac1 || address >>> 16 === 0xc0a8;
}

/** Another destination for the DNAT rule that sent a packet where nobody takes it: one that listens. */
export function redirectNat({ lab, world, walks, failure }: Question): readonly Remedy[] {
  if (!failure.walk.steps.some((step) => step.type === 'nat' && step.end === 'destination')) return [];
  // Only a connection's first packet asked the rule.
  const rule = walks.flatMap(({ steps }) => steps).findLast((step) => step.type === 'rule' && step.verdict === 'DNAT');
  if (rule?.type !== 'rule') return [];
  const place = placeOf(lab, rule);
  const [, wanted = '', port] = /--to-destination ([\d.]+)(?::(\d+))?/.exec(rule.rule) ?? [];
  if (!place || wanted === '') return [];
  const near = owners(lab).filter((own) => !samePlace(own, place) && reachable(lab, place, own.record.address));
  const targets = near.flatMap(({ host, netns, record }) => {
    const address = formatIpv4(record.address);
    if (failure.walk.head?.kind !== 'tcp') return [address];
    const id = netnsOf(world, { host, netns });
    const listening = [...world.sockets.values()].filter(
      (socket) => socket.type === 'tcp' && socket.state === 'LISTEN' && socket.netns === id,
    );
    return listening.flatMap((socket) => ('port' in socket ? [`${address}:${socket.port}`] : []));
  });
  const before = port === undefined ? wanted : `${wanted}:${port}`;
  const words = rule.rule.replace(/^-A \S+ /, '');
  return targets
    .filter((target) => target !== before)
    .sort((a, b) => Number(b.endsWith(`:${port}`)) - Number(a.endsWith(`:${port}`)))
    .map((target) =>
      on(
        place,
        `iptables -t nat -R ${rule.chain} ${rule.number} ${words.replace(`--to-destination ${before}`, `--to-destination ${target}`)}`,
      ),
    );
}

function reachable(lab: Question['lab'], place: Place, address: Ipv4): boolean {
  return owners(lab).some((own) => samePlace(own, place) && covers(own.record, address));
}

/** MASQUERADE for a connection that goes back into the network it came from (hairpin), so that answers pass the translator too. */
export function hairpin({ lab, walks }: Question): readonly Remedy[] {
  const request = walks.findLast(({ steps }) => steps.some(isOrigin));
  const nat = request?.steps.find((step) => step.type === 'nat' && step.end === 'destination');
  const place = nat && placeOf(lab, nat);
  if (!place || nat.type !== 'nat' || request?.head?.kind !== 'tcp') return [];
  const own = owners(lab).find(({ record }) => record.address === (request.head as { source?: Ipv4 }).source)?.record;
  const [address = '', port = ''] = nat.after.split(':');
  if (!own) return [];
  const network = networkText(own.address, own.prefixLength);
  return [on(place, `iptables -t nat -A POSTROUTING -s ${network} -d ${address} -p tcp --dport ${port} -j MASQUERADE`)];
}
