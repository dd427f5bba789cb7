import { KernelError, strerror } from '../../../kernel/errno';
import { isTunnelKind, type IpTunnelChanges } from '../../../kernel/link/ip-tunnel-kind';
import type { IpContext, IpRun } from '../context';
import { readTunnel, type TunnelParameters } from './read';

/** tnl_defname: the device that requests without a name go to, the one a module makes when it is loaded. */
export const DEFAULT_NAME = { ipip: 'tunl0', gre: 'gre0' } as const;

/** do_add of ip/iptunnel.c: SIOCADDTUNNEL and SIOCCHGTUNNEL. */
export const addTunnel: IpRun = (ip, reader, verb) => {
  const given = readTunnel(ip, reader, verb);
  const { mode, name, draft } = given;
  if (draft.ttl !== 0 && !draft.pathMtuDiscovery) {
    ip.err('ttl != 0 and nopmtudisc are incompatible\n');
    return 1;
  }
  if (mode === undefined) {
    ip.err('cannot determine tunnel mode (ipip, gre, vti or sit)\n');
    return 1;
  }
  const changes = verb === 'change' && name !== '';
  return refusing(ip, `add tunnel "${changes ? name : DEFAULT_NAME[mode]}" failed`, () => {
    const ipTunnel = settingsFor(mode, given);
    if (changes) ip.netlink.setLink(name, { kind: kindOf(ip, name), ipTunnel });
    else if (verb === 'change') throw new KernelError('ENOENT');
    else ip.netlink.addLink({ type: mode, ...(name !== '' && { name }), ipTunnel });
  });
};

/** ipip_tunnel_ctl leaves out what only GRE has. */
function settingsFor(mode: 'ipip' | 'gre', { draft }: TunnelParameters): IpTunnelChanges {
  if (mode === 'gre') return draft;
  const plain = { sequence: false, checksum: false };
  return { ...draft, input: plain, output: plain };
}

/** do_del: SIOCDELTUNNEL. */
export const deleteTunnel: IpRun = (ip, reader, verb) => {
  const { mode, name } = readTunnel(ip, reader, verb);
  const target = name === '' && mode !== undefined ? DEFAULT_NAME[mode] : name;
  return refusing(ip, `delete tunnel "${target}" failed`, () => {
    const link = ip.netlink.link(target);
    if (!link) throw new KernelError('ENODEV');
    if (!isTunnelKind(link.kind.type)) throw new KernelError('EOPNOTSUPP');
    ip.netlink.deleteLink(target);
  });
};

function refusing(ip: IpContext, complaint: string, act: () => void): number {
  try {
    act();
    return 0;
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    ip.err(`${complaint}: ${strerror(error.errno)}\n`);
    return 1;
  }
}

function kindOf(ip: IpContext, name: string): 'ipip' | 'gre' {
  const kind = ip.netlink.link(name)?.kind.type;
  if (kind !== 'ipip' && kind !== 'gre') throw new KernelError('EOPNOTSUPP');
  return kind;
}
