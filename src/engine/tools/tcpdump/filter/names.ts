import type { Layer } from './ast';

/** Words of filters that stand for numbers. */

export const ETHERTYPES: ReadonlyMap<string, number> = new Map([
  ['ip', 0x0800], ['ip6', 0x86dd], ['arp', 0x0806], ['rarp', 0x8035], ['stp', 0x42], ['loopback', 0x9000],
]); // prettier-ignore

/** Protocols that are primitives by themselves. */
export const PROTOCOLS: ReadonlyMap<string, number> = new Map([
  ['icmp', 1], ['igmp', 2], ['tcp', 6], ['udp', 17], ['esp', 50], ['ah', 51], ['icmp6', 58], ['pim', 103], ['vrrp', 112], ['carp', 112], ['sctp', 132], ['igrp', 9],
]); // prettier-ignore

export const LAYERS: ReadonlySet<string> = new Set<Layer>(['ether', 'ip', 'ip6', 'arp', 'rarp', 'tcp', 'udp', 'icmp', 'icmp6', 'sctp', 'igmp']); // prettier-ignore

/** Offsets and values that scanner.l knows by name. */
export const CONSTANTS: ReadonlyMap<string, number> = new Map([
  ['icmptype', 0], ['icmpcode', 1], ['icmp-echoreply', 0], ['icmp-unreach', 3], ['icmp-sourcequench', 4], ['icmp-redirect', 5],
  ['icmp-echo', 8], ['icmp-routeradvert', 9], ['icmp-routersolicit', 10], ['icmp-timxceed', 11], ['icmp-paramprob', 12],
  ['icmp-tstamp', 13], ['icmp-tstampreply', 14], ['icmp-ireq', 15], ['icmp-ireqreply', 16], ['icmp-maskreq', 17], ['icmp-maskreply', 18],
  ['icmp6type', 0], ['icmp6code', 1], ['icmp6-destinationunreach', 1], ['icmp6-packettoobig', 2], ['icmp6-timeexceeded', 3],
  ['icmp6-parameterproblem', 4], ['icmp6-echo', 128], ['icmp6-echoreply', 129], ['icmp6-multicastlistenerquery', 130],
  ['icmp6-multicastlistenerreportv1', 131], ['icmp6-multicastlistenerdone', 132], ['icmp6-routersolicit', 133], ['icmp6-routeradvert', 134],
  ['icmp6-neighborsolicit', 135], ['icmp6-neighboradvert', 136], ['icmp6-redirect', 137],
  ['tcpflags', 13], ['tcp-fin', 1], ['tcp-syn', 2], ['tcp-rst', 4], ['tcp-push', 8], ['tcp-ack', 16], ['tcp-urg', 32], ['tcp-ece', 64], ['tcp-cwr', 128],
]); // prettier-ignore
