import { nextPid } from '../../kernel/containers/node';
import type { HostId } from '../../kernel/records';
import { endService } from '../../kernel/services';
import { logToJournal, systemOf } from '../../kernel/systemd/journal';
import type { UnitRecord } from '../../kernel/systemd/records';
import type { World } from '../../kernel/world';
import { HostFileSystem } from '../../shell/files/host-file-system';
import { nameOf } from '../../shell/files/path';
import { daemonPlace } from '../daemons/place';
import { daemonNamed } from '../daemons/programs';
import { commandLine, enablingLinks, readUnitFile, valueOf } from './unit-files';

/**
 * systemd(1) of a host: loads units from their files, starts and stops their programs, and tells who cares by a `node-event`
 * `{type: 'unit', name, active}` (the kubelet works while kubelet.service is active).
 */

export function filesOn(world: World, host: HostId): HostFileSystem {
  return new HostFileSystem(world, () => ({ host, netns: world.host(host).rootNetns }));
}

/** `kubelet` is kubelet.service. */
export function unitName(word: string): string {
  return /\.(service|socket|target|timer|mount|path|slice|scope|device|swap|automount)$/.test(word) ? word : `${word}.service`; // prettier-ignore
}

/** A unit as it is loaded; undefined when there is no file for it. */
export function unitOf(world: World, host: HostId, name: string): UnitRecord | undefined {
  const known = systemOf(world, host).units.get(name);
  if (known) return known;
  const file = readUnitFile(filesOn(world, host), name);
  if (!file) return undefined;
  return store(world, host, { name, file, active: 'inactive', sub: 'dead', restarts: 0 });
}

function store(world: World, host: HostId, unit: UnitRecord): UnitRecord {
  const system = world.writeSystem(host);
  system.units = world.writable(system.units);
  system.units.set(unit.name, unit);
  return unit;
}

/** Units that have been loaded, by name. */
export function unitsOf(world: World, host: HostId): readonly UnitRecord[] {
  const files = filesOn(world, host);
  for (const directory of ['/etc/systemd/system', '/lib/systemd/system', '/usr/lib/systemd/system']) {
    if (files.lookup(directory)?.type !== 'directory') continue;
    for (const name of files.list(directory)) if (name.endsWith('.service')) unitOf(world, host, name);
  }
  return [...systemOf(world, host).units.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

export function descriptionOf(unit: UnitRecord): string {
  return valueOf(unit.file, 'Description') ?? unit.name;
}

/** `kubelet.service - kubelet: The Kubernetes Node Agent`, as systemd's own lines name a unit. */
function titleOf(unit: UnitRecord): string {
  return `${unit.name} - ${descriptionOf(unit)}`;
}

function says(world: World, host: HostId, about: string, message: string, priority = 6): void {
  logToJournal(world, host, { identifier: 'systemd', pid: 1, unit: 'init.scope', about, priority, message });
}

function tell(world: World, host: HostId, { name, active }: UnitRecord): void {
  world.schedule(0, { type: 'node-event', host, event: { type: 'unit', name, active: active === 'active' } });
}

export type Started = 'started' | 'failed' | 'not-found';

/** `systemctl start`. */
export function startUnit(world: World, host: HostId, name: string): Started {
  const unit = unitOf(world, host, name);
  if (!unit) return 'not-found';
  if (unit.active === 'active') return 'started';
  const files = filesOn(world, host);
  const argv = commandLine(files, unit.file);
  const pid = nextPid(world);
  const [program = ''] = argv;
  const startedUs = world.nowUs;
  if (!files.isFile(program)) {
    const title = titleOf(unit);
    says(world, host, name, `Started ${title}.`);
    logToJournal(world, host, { identifier: `(${nameOf(program).slice(0, 8)})`, pid, unit: name, priority: 3, message: `${name}: Failed to locate executable ${program}: No such file or directory` }); // prettier-ignore
    logToJournal(world, host, { identifier: `(${nameOf(program).slice(0, 8)})`, pid, unit: name, priority: 3, message: `${name}: Failed at step EXEC spawning ${program}: No such file or directory` }); // prettier-ignore
    failUnit(world, host, unit, { pid, status: 203, startedUs, argv });
    return valueOf(unit.file, 'Type') === 'notify' ? 'failed' : 'started';
  }
  const sinks = { out: { to: 'journal', unit: name, identifier: nameOf(program) } as const, err: { to: 'journal', unit: name, identifier: nameOf(program) } as const }; // prettier-ignore
  const netns = world.host(host).rootNetns;
  const daemon = daemonNamed(nameOf(program));
  says(world, host, name, `Started ${titleOf(unit)}.`);
  const service = { pid, host, netns, argv, sinks };
  const begun = daemon ? daemon.start(daemonPlace(world, service, { program: daemon.name, settings: {} })) : {};
  if (typeof begun === 'number') {
    failUnit(world, host, unit, { pid, status: begun, startedUs, argv });
    return 'started';
  }
  world.addService({ ...service, startedUs, job: undefined, output: [], ended: undefined, state: { kind: 'daemon', program: nameOf(program), listeners: begun.listeners ?? [], requests: [], settings: begun.settings ?? {} } }); // prettier-ignore
  tell(world, host, store(world, host, { ...unit, active: 'active', sub: 'running', mainPid: pid, activeUs: startedUs, restarts: 0 })); // prettier-ignore
  return 'started';
}

/** The program of a unit has ended badly: failed, or about to be started again (`Restart=`). */
function failUnit(
  world: World,
  host: HostId,
  unit: UnitRecord,
  { pid, status, startedUs, argv }: { readonly pid: number; readonly status: number; readonly startedUs: number; readonly argv: readonly string[] }, // prettier-ignore
): void {
  const restarts = /^(always|on-failure|on-abnormal)$/.test(valueOf(unit.file, 'Restart') ?? 'no');
  says(
    world,
    host,
    unit.name,
    `${unit.name}: Main process exited, code=exited, status=${status}/${exitName(status)}`,
    5,
  );
  says(world, host, unit.name, `${unit.name}: Failed with result 'exit-code'.`, 4);
  const ended = { pid, code: 'exited', status, startedUs, endedUs: world.nowUs, argv } as const;
  const next: UnitRecord = { ...unit, active: restarts ? 'activating' : 'failed', sub: restarts ? 'auto-restart' : 'failed', inactiveUs: world.nowUs, ended }; // prettier-ignore
  tell(world, host, store(world, host, withoutPid(next)));
  if (!restarts) return;
  const seconds = Number(/^\d+/.exec(valueOf(unit.file, 'RestartSec') ?? '')?.[0] ?? 0.1);
  if (seconds < 2 && unit.restarts >= START_LIMIT) {
    says(world, host, unit.name, `${unit.name}: Start request repeated too quickly.`, 4);
    says(world, host, unit.name, `${unit.name}: Failed with result 'exit-code'.`, 4);
    store(world, host, withoutPid({ ...next, active: 'failed', sub: 'failed' }));
    return;
  }
  const event = { type: 'unit-restarts', name: unit.name } as const;
  world.schedule(seconds * 1_000_000, { type: 'node-event', host, event, background: true });
}

/** DefaultStartLimitBurst. */
const START_LIMIT = 5;

/** `Restart=`: the time that a unit waited for is over. */
export function restartUnit(world: World, host: HostId, name: string): void {
  const unit = unitOf(world, host, name);
  if (unit?.sub !== 'auto-restart') return;
  const restarts = unit.restarts + 1;
  says(world, host, name, `${name}: Scheduled restart job, restart counter is at ${restarts}.`);
  says(world, host, name, `Stopped ${titleOf(unit)}.`);
  store(world, host, { ...unit, restarts });
  startUnit(world, host, name);
}

/** exit-status.c: EXIT_STATUS_LIBC and systemd's own. */
export function exitName(status: number): string {
  return status === 0 ? 'SUCCESS' : status === 1 ? 'FAILURE' : status === 203 ? 'EXEC' : 'n/a';
}

function withoutPid(unit: UnitRecord): UnitRecord {
  const copy: { -readonly [K in keyof UnitRecord]: UnitRecord[K] } = { ...unit };
  delete copy.mainPid;
  return copy;
}

/** `systemctl stop`. */
export function stopUnit(world: World, host: HostId, name: string): 'stopped' | 'not-found' {
  const unit = unitOf(world, host, name);
  if (!unit) return 'not-found';
  if (unit.active === 'inactive' || unit.active === 'failed') return 'stopped';
  says(world, host, name, `Stopping ${titleOf(unit)}...`);
  const { mainPid } = unit;
  const service = mainPid === undefined ? undefined : world.services.get(mainPid);
  if (mainPid !== undefined && service) {
    endService(world, mainPid, 0);
    world.removeService(mainPid);
  }
  says(world, host, name, `${name}: Deactivated successfully.`);
  says(world, host, name, `Stopped ${titleOf(unit)}.`);
  const ended = service && { pid: service.pid, code: 'exited' as const, status: 0, startedUs: service.startedUs, endedUs: world.nowUs, argv: service.argv }; // prettier-ignore
  const next: UnitRecord = {
    ...unit,
    active: 'inactive',
    sub: 'dead',
    inactiveUs: world.nowUs,
    ...(ended && { ended }),
  };
  tell(world, host, store(world, host, withoutPid(next)));
  return 'stopped';
}

/** `systemctl daemon-reload`: unit files are read again; what runs goes on. */
export function reloadUnits(world: World, host: HostId): void {
  const files = filesOn(world, host);
  says(world, host, 'init.scope', 'Reloading.');
  for (const unit of [...systemOf(world, host).units.values()]) {
    const file = readUnitFile(files, unit.name);
    if (file) store(world, host, { ...unit, file });
    else if (unit.active !== 'active') {
      const system = world.writeSystem(host);
      system.units = world.writable(system.units);
      system.units.delete(unit.name);
    }
  }
}

/** Whether the files of a unit are others than those it was loaded from. */
export function changedOnDisk(world: World, host: HostId, unit: UnitRecord): boolean {
  return readUnitFile(filesOn(world, host), unit.name)?.text !== unit.file.text;
}

/** Makes or removes the links that enable a unit; answers those that changed. */
export function enableUnit(world: World, host: HostId, unit: UnitRecord, on: boolean): readonly string[] {
  const files = filesOn(world, host);
  return enablingLinks(unit.name, unit.file).filter((link) => {
    const there = files.lookupNoFollow(link) !== undefined;
    if (there === on) return false;
    if (!on) files.remove(link);
    else {
      const folder = link.slice(0, link.lastIndexOf('/'));
      if (!files.lookup(folder)) files.makeDirectory(folder);
      files.putNode(link, { type: 'symlink', target: unit.file.path, mode: 0o777, mtimeUs: world.nowUs });
    }
    return true;
  });
}
