import { exitStatus, ExitError } from '../clib/exit';
import { parseOptions } from '../grammar/getopt-dialect';
import type { Program } from '../grammar/types';
import { KernelError } from '../../kernel/errno';
import { OUTSIDE } from '../http/internet';
import type { Process } from '../tool';
import { APT, APT_CACHE, APT_GET, APT_MARK } from './declarations';
import { available, installed, ofKubernetes, put, realName, wordsOf, type Package } from './packages';

/** apt 2.6.1 with a terminal nowhere: apt-get(8), apt(8), apt-mark(8), apt-cache(8). The repositories hold what packages.ts knows. */

const DEBIAN = 'http://deb.debian.org/debian';
const KUBERNETES = 'https://pkgs.k8s.io/core:/stable:/v1.35/deb';
const CDN = 'https://prod-cdn.packages.k8s.io/repositories/isv:/kubernetes:/core:/stable:/v1.35/deb';
const READING = 'Reading package lists...\nBuilding dependency tree...\nReading state information...\n';
const UNSTABLE = '\nWARNING: apt does not have a stable CLI interface. Use with caution in scripts.\n\n';

interface Call {
  readonly process: Process;
  readonly options: ReadonlySet<string>;
  readonly words: readonly string[];
}

type Verb = (call: Call) => number;

function program(declaration: typeof APT, verbs: ReadonlyMap<string, Verb>): Program {
  const { name } = declaration;
  return {
    ...declaration,
    run: (process) =>
      exitStatus(
        (text) => process.err(text),
        () => {
          if (name === 'apt') process.err(UNSTABLE);
          const { options, operands, error } = parseOptions(declaration, process.argv.slice(1));
          if (error !== undefined) {
            const letter = /'(.*)'/.exec(error)?.[1] ?? '';
            throw new ExitError(100, letter.length === 1 ? `E: Command line option '${letter}' [from -${letter}] is not understood in combination with the other options.\n` : `E: Command line option ${letter} is not understood in combination with the other options\n`); // prettier-ignore
          }
          const [word, ...words] = operands;
          if (word === undefined) {
            process.out(`apt 2.6.1 (amd64)\nUsage: ${declaration.synopsis}\n`);
            return 1;
          }
          const verb = verbs.get(word);
          if (!verb) throw new ExitError(100, `E: Invalid operation ${word}\n`);
          return verb({ process, options: new Set(options.map(({ flag }) => flag)), words });
        },
      ),
  };
}

function canReachOutside({ process }: Call): boolean {
  try {
    return process.netlink().getRoute({ destination: OUTSIDE }).type === 'unicast';
  } catch (error) {
    if (error instanceof KernelError) return false;
    throw error;
  }
}

/** Whether the repository of Kubernetes is one of this host's. */
function hasKubernetes({ process: { files } }: Call): boolean {
  const folder = '/etc/apt/sources.list.d';
  const lists = files.isDirectory(folder) ? files.list(folder) : [];
  return lists.some((name) => files.read(`${folder}/${name}`).includes('pkgs.k8s.io'));
}

function versionsOf(call: Call, name: string): readonly string[] {
  return ofKubernetes(name) && !hasKubernetes(call) ? [] : available(call.process.files, name);
}

function update(call: Call): number {
  const { process } = call;
  const places = [`${DEBIAN} bookworm InRelease`, `${DEBIAN}-security bookworm-security InRelease`];
  if (hasKubernetes(call)) places.push(`${CDN}  InRelease`);
  if (!canReachOutside(call)) {
    for (const [i, place] of places.entries()) process.out(`Err:${i + 1} ${place}\n  Temporary failure resolving '${new URL(place.split(' ')[0] ?? '').hostname}'\n`); // prettier-ignore
    process.out('Reading package lists...\n');
    for (const place of places) process.err(`W: Failed to fetch ${place.replace(/ +/, '/dists/').replace(' InRelease', '/InRelease')}  Temporary failure resolving '${new URL(place.split(' ')[0] ?? '').hostname}'\n`); // prettier-ignore
    process.err('W: Some index files failed to download. They have been ignored, or old ones used instead.\n');
    return 0;
  }
  for (const [i, place] of places.entries()) process.out(`Hit:${i + 1} ${place}\n`);
  process.out('Reading package lists...\n');
  if (process.argv[0] === 'apt') {
    const count = upgradable(call).length;
    process.out('Building dependency tree...\nReading state information...\n');
    process.out(count === 0 ? 'All packages are up to date.\n' : `${count} package${count === 1 ? '' : 's'} can be upgraded. Run 'apt list --upgradable' to see ${count === 1 ? 'it' : 'them'}.\n`); // prettier-ignore
  }
  return 0;
}

function upgradable(call: Call): readonly Package[] {
  return installed(call.process.files).filter(({ name, version }) => newer(versionsOf(call, name)[0], version));
}

function newer(candidate: string | undefined, version: string): boolean {
  return candidate !== undefined && compareVersions(candidate, version) > 0;
}

function compareVersions(a: string, b: string): number {
  const [x, y] = [a, b].map((text) => text.split(/\D+/).map(Number));
  for (let i = 0; i < Math.max(x?.length ?? 0, y?.length ?? 0); i++) {
    const difference = (x?.[i] ?? 0) - (y?.[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** `kubelet=1.35.3-1.1`, `kubelet='1.35.3-*'`: the newest that fits. */
function chosen(call: Call, word: string): { readonly name: string; readonly version: string } {
  const [written = '', wanted] = word.split('=', 2);
  const name = realName(written);
  const versions = versionsOf(call, name);
  const [candidate] = versions;
  if (candidate === undefined) throw new ExitError(100, `E: Unable to locate package ${written}\n`);
  if (wanted === undefined) return { name, version: candidate };
  const pattern = new RegExp(`^${wanted.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`);
  const version = versions.find((one) => pattern.test(one));
  if (version === undefined) throw new ExitError(100, `E: Version '${wanted}' for '${name}' was not found\n`);
  return { name, version };
}

function install(call: Call): number {
  const { process, words } = call;
  process.out(READING);
  const wanted = words.map((word) => chosen(call, word));
  const changes: Change[] = [];
  for (const { name, version } of wanted) {
    const present = installed(process.files).find((one) => one.name === name);
    if (present?.version === version) process.out(`${name} is already the newest version (${version}).\n`);
    else changes.push({ name, version, present });
  }
  return carryOut(call, changes);
}

function upgrade(call: Call): number {
  const { process } = call;
  process.out(`${READING}Calculating upgrade...\n`);
  const all = upgradable(call);
  const kept = all.filter(({ held }) => held === true);
  if (kept.length > 0) process.out(`The following packages have been kept back:\n  ${kept.map(({ name }) => name).join(' ')}\n`); // prettier-ignore
  const changes = all
    .filter(({ held }) => held !== true)
    .map((present) => ({ name: present.name, version: versionsOf(call, present.name)[0] ?? '', present }));
  return carryOut(call, changes);
}

interface Change {
  readonly name: string;
  readonly version: string;
  readonly present: Package | undefined;
}

function carryOut(call: Call, changes: readonly Change[]): number {
  const { process, options } = call;
  const held = changes.filter(({ present }) => present?.held === true);
  const up = changes.filter(({ present, version }) => present && compareVersions(version, present.version) > 0);
  const down = changes.filter(({ present, version }) => present && compareVersions(version, present.version) < 0);
  const fresh = changes.filter(({ present }) => !present);
  const list = (title: string, some: readonly Change[]): void => {
    if (some.length > 0) process.out(`The following ${title}:\n  ${some.map(({ name }) => name).join(' ')}\n`);
  };
  list('NEW packages will be installed', fresh);
  list('held packages will be changed', held);
  list('packages will be upgraded', up);
  list('packages will be DOWNGRADED', down);
  const names = new Set(changes.map(({ name }) => name));
  const left = upgradable(call).filter(({ name }) => !names.has(name)).length;
  const downgraded = down.length > 0 ? `${down.length} downgraded, ` : '';
  process.out(`${up.length} upgraded, ${fresh.length} newly installed, ${downgraded}0 to remove and ${left} not upgraded.\n`); // prettier-ignore
  if (changes.length === 0) return 0;
  const megabytes = changes.reduce((sum, { name }) => sum + (SIZES.get(name) ?? 1), 0).toFixed(1);
  process.out(`Need to get ${megabytes} MB of archives.\nAfter this operation, 0 B of additional disk space will be used.\n`); // prettier-ignore
  const yes = options.has('y');
  if (held.length > 0 && yes && !options.has('allow-change-held-packages'))
    throw new ExitError(100, 'E: Held packages were changed and -y was used without --allow-change-held-packages.\n');
  if (down.length > 0 && yes && !options.has('allow-downgrades'))
    throw new ExitError(100, 'E: Packages were downgraded and -y was used without --allow-downgrades.\n');
  if (!yes) {
    process.out('Do you want to continue? [Y/n] ');
    const said = process.stdin.trim().split('\n')[0] ?? '';
    if (process.stdin === '' || !/^(y|yes|)$/i.test(said)) {
      process.out('Abort.\n');
      return 1;
    }
    process.out('\n');
  }
  if (options.has('s')) return 0;
  if (!canReachOutside(call)) {
    const [first] = changes;
    throw new ExitError(100, `E: Failed to fetch ${CDN}/amd64/${first?.name ?? ''}_${first?.version ?? ''}_amd64.deb  Temporary failure resolving 'prod-cdn.packages.k8s.io'\nE: Unable to fetch some archives, maybe run apt-get update or try with --fix-missing?\n`); // prettier-ignore
  }
  for (const [i, { name, version }] of changes.entries())
    process.out(`Get:${i + 1} ${ofKubernetes(name) ? `${CDN} ` : `${DEBIAN} bookworm/main amd64`} ${name} ${version} [${(SIZES.get(name) ?? 1).toFixed(1)} MB]\n`); // prettier-ignore
  process.out(`Fetched ${megabytes} MB in 1s (${megabytes} MB/s)\n`);
  for (const { name, version, present } of changes) {
    process.out(`(Reading database ... 33251 files and directories currently installed.)\nPreparing to unpack .../${name}_${version.replace(':', '%3a')}_amd64.deb ...\n`); // prettier-ignore
    process.out(`Unpacking ${name} (${version}) ${present ? `over (${present.version}) ` : ''}...\n`);
  }
  for (const { name, version, present } of changes) {
    const words = present?.words ?? wordsOf(name);
    put(process.files, { name, version, words, ...(present?.held && { held: true as const }) });
    process.out(`Setting up ${name} (${version}) ...\n`);
  }
  return 0;
}

const SIZES: ReadonlyMap<string, number> = new Map([
  ['kubeadm', 12.5],
  ['kubelet', 12.9],
  ['kubectl', 11.6],
]);

function hold(held: boolean): Verb {
  return (call) => {
    const { process, words } = call;
    if (words.length === 0) throw new ExitError(100, 'E: No packages found\n');
    let missing = false;
    for (const word of words) {
      const present = installed(process.files).find(({ name }) => name === realName(word));
      if (!present) {
        process.err(`E: Unable to locate package ${word}\n`);
        missing = true;
        continue;
      }
      const { name, version, words: about } = present;
      if ((present.held === true) === held)
        process.out(`${name} was already ${held ? '' : 'not on '}${held ? 'set on ' : ''}hold.\n`); // prettier-ignore
      else {
        put(process.files, { name, version, words: about, ...(held && { held }) });
        process.out(held ? `${name} set on hold.\n` : `Canceled hold on ${name}.\n`);
      }
    }
    if (missing) throw new ExitError(100, 'E: No packages found\n');
    return 0;
  };
}

function showHold({ process }: Call): number {
  for (const { name, held } of installed(process.files)) if (held) process.out(`${name}\n`);
  return 0;
}

function sourceOf(name: string): string {
  return ofKubernetes(name) ? `${KUBERNETES}  Packages` : `${DEBIAN} bookworm/main amd64 Packages`;
}

function madison(call: Call): number {
  const { process, words } = call;
  for (const word of words)
    for (const version of versionsOf(call, realName(word))) process.out(`${word.padStart(10)} | ${version} | ${sourceOf(realName(word))}\n`); // prettier-ignore
  return 0;
}

function policy(call: Call): number {
  const { process, words } = call;
  for (const word of words) {
    const name = realName(word);
    const versions = versionsOf(call, name);
    const present = installed(process.files).find((one) => one.name === name);
    if (versions.length === 0 && !present) {
      process.err(`N: Unable to locate package ${word}\n`);
      continue;
    }
    process.out(`${name}:\n  Installed: ${present?.version ?? '(none)'}\n  Candidate: ${versions[0] ?? present?.version ?? '(none)'}\n  Version table:\n`); // prettier-ignore
    for (const version of versions) {
      const own = version === present?.version;
      process.out(` ${own ? '***' : '   '} ${version} 500\n        500 ${sourceOf(name)}\n${own ? '        100 /var/lib/dpkg/status\n' : ''}`); // prettier-ignore
    }
  }
  return 0;
}

function show(call: Call): number {
  const { process, words } = call;
  for (const word of words) {
    const name = realName(word);
    const [version] = versionsOf(call, name);
    if (version === undefined) throw new ExitError(100, 'E: No packages found\n');
    process.out(`Package: ${name}\nVersion: ${version}\nArchitecture: amd64\nDescription: ${wordsOf(name)}\n\n`);
  }
  return 0;
}

function listPackages(call: Call): number {
  const { process, options, words } = call;
  process.out('Listing...\n');
  const patterns = words.map((word) => new RegExp(`^${word.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`)); // prettier-ignore
  for (const { name, version } of installed(process.files)) {
    if (patterns.length > 0 && !patterns.some((pattern) => pattern.test(name))) continue;
    const [candidate] = versionsOf(call, name);
    const suite = ofKubernetes(name) ? 'unknown' : 'oldstable';
    if (newer(candidate, version)) {
      if (options.has('installed'))
        process.out(`${name}/${suite},now ${version} amd64 [installed,upgradable to: ${candidate ?? ''}]\n`); // prettier-ignore
      else process.out(`${name}/${suite} ${candidate ?? ''} amd64 [upgradable from: ${version}]\n`);
    } else if (!options.has('upgradable')) process.out(`${name}/${suite},now ${version} amd64 [installed]\n`);
  }
  return 0;
}

function nothing({ process }: Call): number {
  process.out(READING);
  process.out('0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n');
  return 0;
}

const CHANGING: readonly (readonly [string, Verb])[] = [
  ['update', update],
  ['install', install],
  ['upgrade', upgrade],
  ['dist-upgrade', upgrade],
  ['full-upgrade', upgrade],
  ['autoremove', nothing],
  ['clean', () => 0],
];
const SHOWING: readonly (readonly [string, Verb])[] = [
  ['policy', policy],
  ['madison', madison],
  ['show', show],
];

export const apt = program(APT, new Map([...CHANGING, ...SHOWING, ['list', listPackages]]));
export const aptGet = program(APT_GET, new Map(CHANGING));
export const aptCache = program(APT_CACHE, new Map(SHOWING));
export const aptMark = program(
  APT_MARK,
  new Map([
    ['hold', hold(true)],
    ['unhold', hold(false)],
    ['showhold', showHold],
    ['showholds', showHold],
  ]),
);
