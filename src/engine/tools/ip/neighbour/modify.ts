import { KernelError } from '../../../kernel/errno';
import type { NeighbourState } from '../../../kernel/records';
import type { ClauseReader } from '../../grammar/clause-reader';
import { linkLayerBytes, requireAddress, type AddressWord } from '../../iproute2/address-words';
import {
  duplicateArgument,
  duplicateOrGarbage,
  invalidArgument,
  notSimulated,
  usageError,
} from '../../iproute2/errors';
import { readProtocol } from '../../iproute2/names';
import type { IpContext } from '../context';
import { macOf } from '../link/request';
import { readState } from './state';

/** `ip neigh add|change|replace|delete` (ip/ipneigh.c ipneigh_modify). */
export function modifyNeighbour(ip: IpContext, reader: ClauseReader, verb: string): number {
  let mac: string | undefined;
  let state: NeighbourState | 'none' = 'PERMANENT';
  let device: string | undefined;
  let address: AddressWord | undefined;
  let proxy = false;
  let router = false;
  while (reader.next()) {
    const { keyword, value } = reader;
    switch (keyword) {
      case 'lladdr':
        if (mac !== undefined) throw duplicateArgument('lladdr', value);
        mac = value;
        break;
      case 'nud': {
        const given = readState(value);
        if (given === undefined) throw invalidArgument('nud state is bad', value);
        state = given;
        break;
      }
      case 'dev':
        device = value;
        break;
      case 'proxy':
        if (address) throw duplicateOrGarbage('to', value);
        address = requireAddress(value, ip.settings.family);
        proxy = true;
        break;
      case 'router':
        router = true;
        break;
      case 'protocol':
        if (readProtocol(value) === undefined) throw invalidArgument('"protocol" value is invalid\n', value);
        break;
      case 'to': {
        if (address) throw duplicateOrGarbage('to', value);
        const word = reader.bare && value !== '' && 'help'.startsWith(value) ? reader.take() : value;
        address = requireAddress(word, ip.settings.family);
        break;
      }
      default:
        throw notSimulated(`ip neigh … ${keyword}`);
    }
  }
  if ((device === undefined && !proxy) || address?.family === undefined) {
    throw usageError('Device and destination are required arguments.\n');
  }
  const bytes = mac === undefined || mac === 'null' ? undefined : linkLayerBytes(mac);
  if (device !== undefined && !ip.netlink.link(device)) return ip.noDevice(device);
  if (bytes && bytes.length !== 6) throw new KernelError('EINVAL', 'Invalid link address');
  if (proxy || device === undefined) {
    const entry = { address: address.address, device };
    if (verb === 'delete') ip.netlink.deleteProxyNeighbour(entry);
    else ip.netlink.addProxyNeighbour(entry);
    return 0;
  }
  if (verb === 'delete') {
    ip.netlink.deleteNeighbour(device, address.address);
    return 0;
  }
  if (state === 'none') throw notSimulated('ip neigh … nud none');
  ip.netlink.addNeighbour(
    { device, address: address.address, mac: bytes && macOf(bytes), state, ...(router && { router }) },
    verb as 'add' | 'change' | 'replace',
  );
  return 0;
}
