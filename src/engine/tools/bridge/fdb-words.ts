import type { Ipv4 } from '../../packet/address';
import type { FdbFlag } from '../../kernel/netlink';
import { ExitError } from '../clib/exit';
import { atoi } from '../clib/numbers';
import type { ClauseReader } from '../grammar/clause-reader';
import { requireAddress, unsigned } from '../iproute2/address-words';
import { duplicateOrGarbage, invalidArgument, usageError } from '../iproute2/errors';
import type { IpContext } from '../ip/context';
import { portOfService } from '../resolver/services';
import { FDB_USAGE } from './usage';

/** What the words of `bridge fdb add|append|replace|delete` say (bridge/fdb.c fdb_modify). */
export interface GivenEntry {
  readonly mac?: string;
  readonly device?: string;
  readonly self: boolean;
  readonly master: boolean;
  readonly state: 'permanent' | 'static' | 'dynamic';
  /** NTF_USE. */
  readonly use: boolean;
  readonly vlan?: number;
  readonly destination?: Ipv4;
  /** The destination is an IPv6 address. */
  readonly inet6?: true;
  readonly nexthop?: number;
  readonly port?: number;
  readonly vni?: number;
  readonly sourceVni?: number;
  readonly via?: string;
  readonly flags: readonly FdbFlag[];
}

export function readEntry(bridge: IpContext, reader: ClauseReader): GivenEntry {
  let given: GivenEntry = { self: false, master: false, state: 'permanent', use: false, flags: [] };
  const once = (key: 'vlan' | 'mac' | 'destination' | 'port', word: string, name: string = key): void => {
    if (given[key] !== undefined) throw duplicateOrGarbage(name, word);
  };
  while (reader.next()) {
    const { keyword, value } = reader;
    switch (keyword) {
      case 'dev':
        given = { ...given, device: value };
        break;
      case 'dst': {
        once('destination', value, 'dst');
        const address = requireAddress(value, undefined);
        if (address.family === 'inet6') given = { ...given, destination: 0 as Ipv4, inet6: true };
        else given = { ...given, destination: address.family === 'inet' ? address.address : (0 as Ipv4) };
        break;
      }
      case 'nhid':
        given = { ...given, nexthop: unsigned(value) };
        if (given.nexthop === undefined) throw invalidArgument('"id" value is invalid', value);
        break;
      case 'port':
        given = { ...given, port: readPort(bridge, value) };
        break;
      case 'vni':
        given = { ...given, vni: readVni(value, 'invalid VNI') };
        break;
      case 'src_vni':
        given = { ...given, sourceVni: readVni(value, 'invalid src VNI') };
        break;
      case 'via':
        if (!bridge.netlink.link(value)) throw usageError(`Cannot find device "${value}"\n`);
        given = { ...given, via: value };
        break;
      case 'self':
      case 'master':
        given = { ...given, [keyword]: true };
        break;
      case 'local':
      case 'permanent':
        given = { ...given, state: 'permanent' };
        break;
      case 'temp':
      case 'static':
        given = { ...given, state: 'static' };
        break;
      case 'dynamic':
        given = { ...given, state: 'dynamic' };
        break;
      case 'use':
        given = { ...given, use: true };
        break;
      case 'router':
      case 'extern_learn':
      case 'sticky':
        given = { ...given, flags: [...given.flags, keyword] };
        break;
      case 'vlan':
        once('vlan', value);
        given = { ...given, vlan: atoi(value) };
        break;
      case 'help':
        throw usageError(FDB_USAGE);
      case 'to':
        once('mac', value, 'to');
        given = { ...given, mac: value };
        break;
      default:
        throw new ExitError(255, `cka-net: bridge fdb … ${keyword} is not simulated yet\n`);
    }
  }
  return given;
}

/** A number, or the name of a service of the protocol "vxlan", which nobody has. */
function readPort(bridge: IpContext, word: string): number {
  const port = unsigned(word) ?? portOfService(bridge.process.files, word, 'vxlan');
  if (port === undefined || port > 0xffff) throw invalidArgument('invalid port\n', word);
  return port;
}

function readVni(word: string, problem: string): number {
  const vni = unsigned(word);
  if (vni === undefined || vni >= 0x1000000) throw invalidArgument(`${problem}\n`, word);
  return vni;
}
