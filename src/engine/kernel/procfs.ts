import { KernelError } from './errno';
import { bondingFiles, readBonding } from './proc-bonding';
import { PROC_NET } from './proc-net';
import type { NetnsId } from './records';
import { getSysctl, ROUTE6_FLUSH, ROUTE_FLUSH, setSysctl, sysctlNames } from './sysctl';
import { sysNode, writeSys } from './sysfs';
import type { World } from './world';

/**
 * The files of /proc and /sys that show a network namespace: /proc/sys/net, /proc/net (also /proc/self/net), /sys/class/net.
 * Paths are absolute and normalized. The shell's filesystem asks here first and falls back to the host's own files.
 */

/** Content of a file, or undefined when it is none of ours (or a directory). Throws EINVAL where read(2) fails, e.g. `carrier` of a down device. */
export function readProc(world: World, netns: NetnsId, path: string): string | undefined {
  const segments = split(path);
  const area = areaOf(segments);
  if (area?.name === 'sys') {
    const name = dotted(area.rest);
    if (name === ROUTE_FLUSH || name === ROUTE6_FLUSH) throw new KernelError('EACCES');
    const value = getSysctl(world, netns, name);
    return value === undefined ? undefined : `${value}\n`;
  }
  if (area?.name === 'net' && area.rest[0] === 'bonding') return readBonding(world, netns, area.rest.slice(1));
  if (area?.name === 'net') return PROC_NET.get(area.rest.join('/'))?.(world, netns);
  const node = area && sysNode(world, netns, area.rest);
  return node && 'read' in node ? node.read() : undefined;
}

/** Names in a directory, sorted, or undefined when the path is no directory of ours. */
export function listProc(world: World, netns: NetnsId, path: string): readonly string[] | undefined {
  const segments = split(path);
  const area = areaOf(segments);
  if (area?.name === 'sys') return sysctlDirectory(world, netns, area.rest);
  if (area?.name === 'net') {
    const bonds = bondingFiles(world, netns);
    const files = [...PROC_NET.keys()].map((name) => name.split('/'));
    if (area.rest.length === 0) {
      return [...new Set(files.map(([first = '']) => first)), ...(bonds.length > 0 ? ['bonding'] : [])].sort();
    }
    const below = area.rest.length === 1 ? files.filter(([first]) => first === area.rest[0]) : [];
    const inside = below.flatMap(([, second]) => (second === undefined ? [] : [second]));
    if (inside.length > 0) return inside;
    return area.rest[0] === 'bonding' && area.rest.length === 1 && bonds.length > 0 ? bonds : undefined;
  }
  if (area) {
    const node = sysNode(world, netns, area.rest);
    return node && 'list' in node ? node.list() : undefined;
  }
  const children = ABOVE.filter((a) => a.length > segments.length && segments.every((s, i) => a[i] === s));
  if (children.length === 0) return undefined;
  return [...new Set(children.map((a) => a[segments.length] ?? ''))].sort();
}

/** Writes a file. Throws ENOENT for an unknown path, EACCES or EPERM for a read-only one, EINVAL for a bad value. */
export function writeProc(world: World, netns: NetnsId, path: string, content: string): void {
  const area = areaOf(split(path));
  if (area?.name === 'sys') return setSysctl(world, netns, dotted(area.rest), content.replace(/\n$/, ''));
  if (area?.name === 'class') return writeSys(world, netns, area.rest, content);
  throw new KernelError(readProc(world, netns, path) === undefined ? 'ENOENT' : 'EACCES');
}

interface Area {
  readonly name: 'sys' | 'net' | 'class';
  readonly rest: readonly string[];
}

/** Every path our areas hang under, for listing /proc, /proc/sys, /sys and /sys/class. */
const ABOVE: readonly (readonly string[])[] = [
  ['proc', 'sys', 'net'],
  ['proc', 'net'],
  ['sys', 'class', 'net'],
];

function areaOf(segments: readonly string[]): Area | undefined {
  const [a, b, c] = segments;
  if (a === 'proc' && b === 'sys' && c === 'net') return { name: 'sys', rest: segments.slice(3) };
  if (a === 'proc' && b === 'net') return { name: 'net', rest: segments.slice(2) };
  if (a === 'proc' && b === 'self' && c === 'net') return { name: 'net', rest: segments.slice(3) };
  if (a === 'sys' && b === 'class' && c === 'net') return { name: 'class', rest: segments.slice(3) };
  return undefined;
}

function split(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}

/** /proc/sys/net/ipv4/conf/eth0.100/mtu → net.ipv4.conf.eth0/100.mtu, as sysctl(8) maps between the two. */
function dotted(rest: readonly string[]): string {
  return ['net', ...rest].map((segment) => segment.replaceAll('.', '/')).join('.');
}

function sysctlDirectory(world: World, netns: NetnsId, rest: readonly string[]): readonly string[] | undefined {
  const prefix = `${dotted(rest)}.`;
  const names = new Set<string>();
  for (const name of [...sysctlNames(world, netns), ROUTE_FLUSH, ROUTE6_FLUSH]) {
    if (!name.startsWith(prefix)) continue;
    const segment = name.slice(prefix.length).split('.')[0] ?? '';
    names.add(segment.replaceAll('/', '.'));
  }
  return names.size === 0 ? undefined : [...names].sort();
}
