const NAMES = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED', 'YXDOMAIN', 'YXRRSET', 'NXRRSET', 'NOTAUTH', 'NOTZONE']; // prettier-ignore

/** The number of a response code's name in any case; undefined when there is none. */
export function rcodeNumber(name: string): number | undefined {
  const index = NAMES.indexOf(name.toUpperCase());
  return index < 0 ? undefined : index;
}
