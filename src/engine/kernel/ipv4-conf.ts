import type { NetnsId } from './records';
import { readDeviceSysctl } from './sysctl-store';
import type { World } from './world';

/** What the sysctls of `net.ipv4.conf` say about packets on a device, together with those of `all` as the kernel joins them (struct ipv4_devconf). */
export interface Ipv4Conf {
  /** IN_DEV_FORWARD. */
  readonly forwarding: boolean;
  /** The larger of the two counts (IN_DEV_MAXCONF). */
  readonly rpFilter: number;
  /** Either is enough (IN_DEV_ORCONF). */
  readonly acceptLocal: boolean;
  readonly routeLocalnet: boolean;
  readonly srcValidMark: boolean;
  readonly sendRedirects: boolean;
  readonly sharedMedia: boolean;
}

/**
 * The settings of a namespace's devices as they were read last: every packet asks for several, and each is two names put together and four maps
 * asked. Derived from the sysctls beside which it lies; whoever writes those puts a new one there.
 */
export class Ipv4ConfCache {
  /** By the name of the device. Private to the language too, so that two caches never count as different states. */
  #known: Map<string, Ipv4Conf> | undefined;

  of(world: World, netns: NetnsId, device: string): Ipv4Conf {
    const known = this.#known?.get(device);
    if (known) return known;
    const made = read(world, netns, device);
    (this.#known ??= new Map<string, Ipv4Conf>()).set(device, made);
    return made;
  }
}

/** What is set for packets on a device. */
export function ipv4Conf(world: World, netns: NetnsId, device: string): Ipv4Conf {
  return world.netns(netns).ipv4Conf.of(world, netns, device);
}

function read(world: World, netns: NetnsId, device: string): Ipv4Conf {
  const value = (segment: string, key: string): number =>
    Number(readDeviceSysctl(world, netns, 'ipv4.conf', segment, key));
  const larger = (key: string): number => Math.max(value('all', key), value(device, key));
  return {
    forwarding: value(device, 'forwarding') !== 0,
    rpFilter: larger('rp_filter'),
    acceptLocal: larger('accept_local') !== 0,
    routeLocalnet: larger('route_localnet') !== 0,
    srcValidMark: larger('src_valid_mark') !== 0,
    sendRedirects: larger('send_redirects') !== 0,
    sharedMedia: larger('shared_media') !== 0,
  };
}
