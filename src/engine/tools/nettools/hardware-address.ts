import type { Mac } from '../../packet/address';

/**
 * in_ether: up to six groups of one or two hex digits, colons optional. Missing groups are zero and what follows the sixth is ignored, as
 * in net-tools (which leaves missing ones to chance). Undefined when a character is no hex digit.
 */
export function readEtherAddress(text: string): Mac | undefined {
  const bytes: string[] = [];
  let rest = text;
  while (rest !== '' && bytes.length < 6) {
    const group = /^([0-9a-fA-F])(?:([0-9a-fA-F]):?|:{1,2}|$)/.exec(rest);
    if (!group?.[1]) return undefined;
    bytes.push((group[1] + (group[2] ?? '')).toLowerCase().padStart(2, '0'));
    rest = rest.slice(group[0].length);
  }
  while (bytes.length < 6) bytes.push('00');
  return bytes.join(':') as Mac;
}

/** Hardware types arp and ifconfig know by name; only `ether` exists in the simulator. */
export const HARDWARE_NAMES: ReadonlySet<string> = new Set(
  'loop slip cslip slip6 cslip6 adaptive ash ether ax25 netrom rose tunnel ppp hdlc lapb arcnet dlci frad sit fddi hippi irda ec x25 eui64'.split(
    ' ',
  ),
);

/** Address families arp and ifconfig know by name. */
export const FAMILY_NAMES: ReadonlySet<string> = new Set(
  'unix inet inet6 ax25 netrom rose ipx ddp ec ash x25'.split(' '),
);
