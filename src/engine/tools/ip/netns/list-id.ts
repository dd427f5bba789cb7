import { KernelError } from '../../../kernel/errno';
import type { NetnsId } from '../../../kernel/records';
import type { ClauseReader } from '../../grammar/clause-reader';
import { integer } from '../../iproute2/address-words';
import { duplicateArgument, invalidArgument, usageError } from '../../iproute2/errors';
import type { IpContext } from '../context';
import { NETNS_USAGE } from '../usage/netns';

interface Answer {
  /** undefined: the namespace asked has no number for it. */
  readonly nsid: number | undefined;
  /** The number this namespace knows it by; null: it has none here. Only told when another namespace was asked. */
  readonly current?: number | null;
  readonly netns: NetnsId;
}

/** `ip netns list-id [target-nsid N] [nsid N]`: the numbers that this namespace, or the target, knows others by. */
export function listNetnsIds(ip: IpContext, reader: ClauseReader): number {
  const { nsid, target } = readSelector(reader);
  const { world } = ip.process;
  const here = world.netns(ip.netns);
  const targetNetns = target === undefined ? ip.netns : here.nsids.get(target);
  let answers: readonly Answer[];
  const answer = (netns: NetnsId, number: number | undefined): Answer => ({
    nsid: number,
    netns,
    ...(target !== undefined && { current: here.nsidOf.get(netns) ?? null }),
  });
  if (nsid !== undefined) {
    // net/core/net_namespace.c rtnl_net_getid: `nsid` is this namespace's number, also when another one is asked.
    const peer = here.nsids.get(nsid);
    if (peer === undefined) throw new KernelError('EINVAL', 'Peer netns reference is invalid');
    if (targetNetns === undefined) throw new KernelError('EINVAL', 'Target netns reference is invalid');
    answers = [answer(peer, world.netns(targetNetns).nsidOf.get(peer))];
  } else {
    if (targetNetns === undefined) {
      ip.err('Error: Invalid target network namespace id.\nDump terminated\n');
      return 1;
    }
    const known = [...world.netns(targetNetns).nsids].sort(([a], [b]) => a - b);
    answers = known.map(([number, netns]) => answer(netns, number));
  }
  print(ip, answers);
  return 0;
}

function readSelector(reader: ClauseReader): { readonly nsid?: number; readonly target?: number } {
  const read = new Map<string, number>();
  while (reader.next()) {
    const { keyword, value } = reader;
    if (keyword !== 'target-nsid' && keyword !== 'nsid') throw usageError(NETNS_USAGE);
    if (read.has(keyword)) throw duplicateArgument(keyword, keyword);
    const number = integer(value);
    if (number === undefined) throw invalidArgument(`"${keyword}" value is invalid`, value);
    // It complains about the word after the one that is wrong.
    if (number < 0) throw invalidArgument(`"${keyword}" value should be >= 0`, reader.ahead ?? '(null)');
    read.set(keyword, number);
  }
  return { nsid: read.get('nsid'), target: read.get('target-nsid') };
}

/** print_nsid of ip/ipnetns.c. */
function print(ip: IpContext, answers: readonly Answer[]): void {
  const names = new Map(ip.netlink.namespaces().map(({ name, netns }) => [netns, name]));
  const printer = ip.printer();
  for (const { nsid, current, netns } of answers) {
    printer.openObject();
    if (nsid === undefined) printer.text('nsid unassigned ');
    else printer.field('nsid', nsid, `nsid ${nsid} `);
    if (current === null) printer.text('current-nsid unassigned ');
    else if (current !== undefined) printer.field('current-nsid', current, `current-nsid ${current} `);
    // Names are known by this namespace's numbers.
    const name = current === null ? undefined : names.get(netns);
    if (name !== undefined) printer.field('name', name, `(iproute2 netns name: ${name})`);
    printer.text('\n');
    printer.closeObject();
  }
  ip.out(printer.finish());
}
