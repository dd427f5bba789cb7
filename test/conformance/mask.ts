import type { CommandResult } from './script';

/**
 * Hides what differs from one real run to the next, and nothing else: MAC addresses the script did not choose (each keeps its own number,
 * so that two lines must still agree on who is who), the link-local IPv6 addresses made from them, and measured times.
 */
export function masked(results: readonly CommandResult[]): readonly CommandResult[] {
  const typed = results
    .map((result) => result.command)
    .join('\n')
    .toLowerCase();
  const macs = new Map<string, string>();
  const linkLocals = new Map<string, string>();
  const number = (known: Map<string, string>, label: string, text: string): string => {
    const name = known.get(text) ?? `${label}${known.size + 1}`;
    known.set(text, name);
    return name;
  };
  const mask = (text: string): string =>
    text
      .replaceAll(/\b(?:[0-9a-f]{2}:){5}[0-9a-f]{2}\b/g, (mac) =>
        isFixed(mac) || typed.includes(mac) ? mac : number(macs, 'MAC', mac),
      )
      .replaceAll(/\bfe80::[0-9a-f]{1,4}:[0-9a-f]{0,2}ff:fe[0-9a-f]{2}:[0-9a-f]{1,4}\b/g, (address) =>
        number(linkLocals, 'LINKLOCAL', address),
      )
      .replaceAll(/\btime=[\d.]+ ms/g, 'time=TIME ms')
      .replaceAll(/\btime [\d]+ms/g, 'time TIMEms')
      .replaceAll(/^rtt (.*) = [\d./]+ ms/gm, 'rtt $1 = TIME ms')
      // How many requests were under way at once depends on when the machine got to them.
      .replaceAll(/^(rtt .* ms, )?pipe \d+/gm, '$1pipe N')
      .replaceAll(/ipg\/ewma [\d./]+ ms/g, 'ipg/ewma TIME ms')
      .replaceAll(/\bused \d+(\/\d+)+/g, 'used TIME')
      .replaceAll(/"(used|updated|confirmed)":\s*\d+/g, '"$1":TIME');
  return results.map((result) => ({ ...result, stdout: mask(result.stdout), stderr: mask(result.stderr) }));
}

/** Addresses that are the same everywhere: none, broadcast, and the multicast groups' own. */
function isFixed(mac: string): boolean {
  return /^(00:00:00:00:00:00|ff:ff:ff:ff:ff:ff|33:33:00|01:00:5e|01:80:c2)/.test(mac);
}
