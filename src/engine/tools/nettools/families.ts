import { ExitError } from '../clib/exit';

/** Address families by the names `-A` and `--FAMILY` take (net-tools lib/af.c aftrans). */
const FAMILIES: ReadonlyMap<string, string> = new Map(
  Object.entries<string>({
    ax25: 'ax25',
    ip: 'inet',
    ip6: 'inet6',
    ipx: 'ipx',
    rose: 'rose',
    appletalk: 'ddp',
    netrom: 'netrom',
    inet: 'inet',
    inet6: 'inet6',
    ddp: 'ddp',
    unix: 'unix',
    tcpip: 'inet',
    econet: 'ec',
    x25: 'x25',
    ash: 'ash',
    bluetooth: 'bluetooth',
  }),
);

/** Whether a long option's name is a family's. */
export function isFamily(name: string): boolean {
  return FAMILIES.has(name);
}

/** aftrans_opt: the families that a comma-separated list names. Throws ExitError for an unknown one. */
export function readFamilies(names: string): readonly string[] {
  return names.split(',').map((name) => {
    const family = FAMILIES.get(name);
    if (family === undefined) throw new ExitError(1, `Unknown address family \`${name}'.\n`);
    return family;
  });
}
