import { ipv6Words } from '../../packet/ipv6-address';
import type { IpAddress } from '../../packet/ipv6-address';
import { resolveName } from '../resolver/lookup';
import { nameOfAddress } from '../resolver/name-files';
import { portOfService, protocolName, protocolNumber, serviceOfPort } from '../resolver/services';
import type { HostFiles, Process } from '../tool';
import type { FilterNames } from './filter/parser';
import type { PrintNames } from './print/context';

/** Names of this host, for showing packets and for filters. */

export function printNames(files: HostFiles): PrintNames {
  return {
    address: (address) => nameOfAddress(files, address),
    port: (port, protocol) => serviceOfPort(files, port, protocol),
    protocol: (number) => protocolName(files, number),
  };
}

export function filterNames(process: Process): FilterNames {
  const { files } = process;
  return {
    async host(name) {
      const resolved = await resolveName(process, name);
      return 'found' in resolved ? resolved.found.map(({ address }) => bytesOf(address)) : [];
    },
    port: (name, protocol) => portOfService(files, name, protocol),
    protocol: (name) => protocolNumber(files, name),
  };
}

function bytesOf(address: IpAddress): readonly number[] {
  if (typeof address === 'string') return ipv6Words(address).flatMap((word) => [word >> 8, word & 255]);
  return [address >>> 24, (address >>> 16) & 255, (address >>> 8) & 255, address & 255];
}
