/** `ip maddr help` (ip/ipmaddr.c). */
export const MADDRESS_USAGE = `Usage: ip maddr [ add | del ] MULTIADDR dev STRING
       ip maddr show [ dev STRING ]
`;
