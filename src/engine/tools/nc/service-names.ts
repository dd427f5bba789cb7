/** Ports of /etc/services (Debian's netbase) that people meet, for TCP. */
const NAMES: ReadonlyMap<number, string> = new Map([
  [7, 'echo'], [9, 'discard'], [13, 'daytime'], [20, 'ftp-data'], [21, 'ftp'], [22, 'ssh'], [23, 'telnet'], [25, 'smtp'], [37, 'time'],
  [43, 'whois'], [49, 'tacacs'], [53, 'domain'], [70, 'gopher'], [79, 'finger'], [80, 'http'], [88, 'kerberos'], [110, 'pop3'], [111, 'sunrpc'],
  [113, 'auth'], [119, 'nntp'], [143, 'imap2'], [179, 'bgp'], [389, 'ldap'], [443, 'https'], [445, 'microsoft-ds'], [465, 'submissions'],
  [514, 'shell'], [515, 'printer'], [554, 'rtsp'], [587, 'submission'], [631, 'ipp'], [636, 'ldaps'], [853, 'domain-s'], [873, 'rsync'],
  [989, 'ftps-data'], [990, 'ftps'], [993, 'imaps'], [995, 'pop3s'], [1080, 'socks'], [1194, 'openvpn'], [1433, 'ms-sql-s'], [2049, 'nfs'],
  [3306, 'mysql'], [3389, 'ms-wbt-server'], [5432, 'postgresql'], [5672, 'amqp'], [5900, 'rfb-0'],
  [6379, 'redis'], [8080, 'http-alt'], [9418, 'git'], [10050, 'zabbix-agent'], [11211, 'memcached'],
]); // prettier-ignore

export function serviceName(port: number): string {
  return NAMES.get(port) ?? '*';
}

export function servicePort(name: string): number | undefined {
  for (const [port, known] of NAMES) if (known === name) return port;
  return undefined;
}
