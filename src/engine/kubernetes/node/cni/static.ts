import { parseIpv4 } from '../../../packet/address';
import { ipamOf, routesOf } from './host-local';
import { isJson, list, parseNetwork, text } from './json';
import type { CniAddress, CniPlugin } from './plugin';

/** Addresses that the configuration names (plugins/ipam/static). */
export const staticAddresses: CniPlugin = {
  type: 'static',
  add(_call, configuration) {
    const ipam = ipamOf(configuration);
    const ips = list(ipam, 'addresses')
      .filter(isJson)
      .map((each): CniAddress => {
        const { written, length } = parseNetwork(text(each, 'address'));
        const gateway = parseIpv4(text(each, 'gateway'));
        return { address: written, length, ...(gateway !== undefined && { gateway }) };
      });
    return { ips, routes: routesOf(ipam) };
  },
};
