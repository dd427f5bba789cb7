/** Programs of ours that Debian 12 keeps under /usr/sbin; `ip` lies under /usr/bin as well. */
export const SBIN_PROGRAMS: ReadonlySet<string> = new Set(
  'ip bridge arp ifconfig route sysctl brctl traceroute conntrack ipset ipvsadm modprobe lsmod chroot nft ebtables arptables xtables-monitor dnsmasq iptables ip6tables iptables-save iptables-restore ip6tables-save ip6tables-restore iptables-nft ip6tables-nft iptables-nft-save ip6tables-nft-save iptables-nft-restore ip6tables-nft-restore iptables-legacy ip6tables-legacy iptables-legacy-save ip6tables-legacy-save iptables-legacy-restore ip6tables-legacy-restore iptables-translate ip6tables-translate iptables-restore-translate ip6tables-restore-translate iptables-apply ip6tables-apply'.split(
    ' ',
  ),
);

/**
 * just-bash runs a program of ours only when it finds it under /usr/bin. It looks along PATH whether a file exists, and then what it is; so to that one
 * question these programs lie under /usr/bin and nowhere else. Answers the path to look at instead; undefined: there is no such file.
 */
export function pathToRun(path: string): { readonly path: string | undefined } | undefined {
  const slash = path.lastIndexOf('/');
  const name = path.slice(slash + 1);
  if (!SBIN_PROGRAMS.has(name)) return undefined;
  switch (path.slice(0, slash)) {
    case '/usr/bin':
      return { path: `/usr/sbin/${name}` };
    case '/usr/sbin':
    case '/sbin':
      return { path: undefined };
    default:
      return undefined;
  }
}

/** What just-bash runs when such a program is named by its path, which it takes for a script. */
export function scriptOf(path: string): string | undefined {
  const [, name = ''] = /^(?:\/usr)?\/sbin\/([^/]+)$/.exec(path) ?? [];
  return SBIN_PROGRAMS.has(name) ? `${name} "$@"\n` : undefined;
}
