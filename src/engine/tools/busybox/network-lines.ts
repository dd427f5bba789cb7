/** Lines of the full programs as BusyBox prints them (networking/libiproute, route.c, netstat.c, traceroute.c, arp.c). */

/** ip: no state and group, queue length without default, `M-DOWN` for a peer in another namespace, routes without their origin. */
export function ipLine(line: string): string | undefined {
  const link =
    /^(\d+: [^:]+: <[^>]*)(> mtu \d+ qdisc \S+)(.*?)( state \S+)?( mode \S+)?( group \S+)?( qlen \d+)?$/.exec(line);
  if (link) {
    const [, name = '', mtu = '', more = '', , , , queue = ''] = link;
    const foreign = /^\d+: [^@]+@if\d+:/.test(name) && !name.includes('M-DOWN') ? ',M-DOWN' : '';
    return `${name}${foreign}${mtu}${more}${queue}`;
  }
  if (/^ {4}link\//.test(line)) return line.replace(/ link-(?:netnsid|netns) \S+/, '');
  if (/^ {4}inet6? /.test(line)) return line.replace(/ (?:noprefixroute|proto \S+)/g, '');
  if (/^(?:default|\d[\d./]*|[0-9a-f:]+\/\d+|unreachable|blackhole) /.test(line) && / dev \S+/.test(line))
    return line
      .replace(/ proto \S+/, '')
      .replace(/ src /, '  src ')
      .replace(/ scope global/, '');
  return line.replace(/^(\d\S* dev \S+) lladdr/, '$1 lladdr');
}

/** route without -n: a star where there is no gateway. */
export function routeLine(line: string): string {
  return line.replace(/^(\S+ +)0\.0\.0\.0 {9}(?=\d)/, '$1*               ');
}

/** netstat: one name for both families. */
export function netstatLine(line: string): string {
  return line.replace(/^(tcp|udp)6 /, '$1  ').replace(/ State {6}$/, ' State       ');
}

/** traceroute: packets of 46 bytes. */
export function tracerouteLine(line: string): string {
  return line.replace(/(hops max), \d+ byte packets$/, '$1, 46 byte packets');
}

/** arp: always in BSD's style, with two blanks before the device. */
export function arpLine(line: string): string {
  return line.replace(/ on (\S+)$/, '  on $1').replace(/ {3}on /, '  on ');
}
