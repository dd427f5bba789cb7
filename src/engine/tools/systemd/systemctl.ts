import type { HostId } from '../../kernel/records';
import { journalOf, systemOf } from '../../kernel/systemd/journal';
import type { UnitRecord } from '../../kernel/systemd/records';
import type { World } from '../../kernel/world';
import { ExitError, exitStatus } from '../clib/exit';
import { flag, positional, valued } from '../grammar/declare-getopt';
import { parseOptions } from '../grammar/getopt-dialect';
import type { Choice, Declaration, Program } from '../grammar/types';
import type { Process } from '../tool';
import { changedOnDisk, descriptionOf, enableUnit, exitName, filesOn, reloadUnits, startUnit, stopUnit, unitName, unitOf, unitsOf } from './manager'; // prettier-ignore
import { ago, journalLine, timespan, timestamp } from './texts';
import { enabledState, valuesOf } from './unit-files';

const UNIT = positional('unit', ['UNIT', 'text'], 'The unit: kubelet, containerd.service …', '유닛: kubelet, containerd.service …', { optional: true, repeats: true }); // prettier-ignore

function verb(name: string, en: string, ko: string): Choice {
  return { name, match: 'exact', words: { en, ko }, body: { clause: { parameters: [], positionals: [UNIT] } } };
}

const SYSTEMCTL: Declaration = {
  name: 'systemctl',
  words: { en: 'Controls the services of this host (systemd).', ko: '이 호스트의 서비스를 제어합니다(systemd).' },
  synopsis: 'systemctl [OPTIONS] COMMAND [UNIT…]',
  dialect: 'getopt',
  options: [
    flag('--no-pager', 'Do not use a pager.', '페이저를 쓰지 않습니다.'),
    flag('-l --full', 'Do not shorten lines.', '줄을 줄이지 않습니다.'),
    flag('--now', 'Start or stop the unit as well.', '유닛을 함께 시작하거나 멈춥니다.'),
    flag('-q --quiet', 'Print less.', '출력을 줄입니다.'),
    flag('-a --all', 'Inactive units as well.', '비활성 유닛도 보여 줍니다.'),
    flag('--no-legend', 'No head and foot.', '머리글과 바닥글을 뺍니다.'),
    flag('--plain', 'No marks.', '표시를 뺍니다.'),
    flag('-f --force', 'Do it anyway.', '강제로 실행합니다.'),
    valued('-n --lines', 'N', 'number', 'Lines of the journal to show.', '보여 줄 저널의 줄 수입니다.'),
    valued('-p --property', 'NAME', 'text', 'The property to show.', '보여 줄 속성입니다.'),
    valued('-t --type', 'TYPE', 'text', 'Units of this type.', '이 종류의 유닛입니다.'),
    valued('--state', 'STATE', 'text', 'Units in this state.', '이 상태의 유닛입니다.'),
    valued('-o --output', 'FORMAT', 'text', 'How to print the journal.', '저널의 출력 형식입니다.'),
    flag('--value', 'Only the value of a property.', '속성의 값만 출력합니다.'),
    flag('--failed', 'Failed units.', '실패한 유닛입니다.'),
    flag('--version', 'Print the version.', '버전을 출력합니다.'),
  ],
  body: {
    select: {
      role: 'verb',
      empty: 'list-units',
      choices: [
        verb(
          'status',
          'Shows the state of units and their last log lines.',
          '유닛의 상태와 마지막 로그를 보여 줍니다.',
        ),
        verb('start', 'Starts units.', '유닛을 시작합니다.'),
        verb('stop', 'Stops units.', '유닛을 멈춥니다.'),
        verb('restart', 'Stops and starts units.', '유닛을 다시 시작합니다.'),
        verb('reload-or-restart', 'Reloads or restarts units.', '유닛을 다시 읽거나 시작합니다.'),
        verb('try-restart', 'Restarts units that run.', '실행 중인 유닛을 다시 시작합니다.'),
        verb('enable', 'Has units started at boot.', '부팅할 때 유닛이 시작되게 합니다.'),
        verb('disable', 'Has units not started at boot.', '부팅할 때 유닛이 시작되지 않게 합니다.'),
        verb('is-active', 'Says whether units run.', '유닛이 실행 중인지 알려 줍니다.'),
        verb('is-enabled', 'Says whether units start at boot.', '유닛이 부팅할 때 시작되는지 알려 줍니다.'),
        verb('is-failed', 'Says whether units have failed.', '유닛이 실패했는지 알려 줍니다.'),
        verb('daemon-reload', 'Reads the unit files again.', '유닛 파일을 다시 읽습니다.'),
        verb('list-units', 'Lists units.', '유닛을 나열합니다.'),
        verb('list-unit-files', 'Lists unit files.', '유닛 파일을 나열합니다.'),
        verb('cat', 'Shows the files of units.', '유닛의 파일을 보여 줍니다.'),
        verb('show', 'Shows the properties of units.', '유닛의 속성을 보여 줍니다.'),
        verb('reset-failed', 'Forgets that units have failed.', '유닛의 실패 기록을 지웁니다.'),
        verb('is-system-running', 'Says whether the system has booted.', '시스템이 부팅되었는지 알려 줍니다.'),
      ],
    },
  },
};

interface Call {
  readonly process: Process;
  readonly world: World;
  readonly host: HostId;
  readonly options: ReadonlyMap<string, string>;
}

/** systemctl(1) of systemd 252. */
export const systemctl: Program = {
  ...SYSTEMCTL,
  run: (process) =>
    exitStatus(
      (text) => process.err(text),
      () => run(process),
    ),
};

function run(process: Process): number {
  const parsed = parseOptions(SYSTEMCTL, process.argv.slice(1));
  if (parsed.error !== undefined) throw new ExitError(1, `systemctl: ${parsed.error}\n`);
  const options = new Map(parsed.options.map(({ flag: name, value }) => [name, value ?? '']));
  const { world, host } = process;
  const call: Call = { process, world, host, options };
  if (options.has('version')) {
    process.out('systemd 252 (252.39-1~deb12u2)\n+PAM +AUDIT +SELINUX +APPARMOR +IMA +SMACK +SECCOMP +GCRYPT -GNUTLS +OPENSSL +ACL +BLKID +CURL +ELFUTILS +FIDO2 +IDN2 -IDN +IPTC +KMOD +LIBCRYPTSETUP +LIBFDISK +PCRE2 -PWQUALITY +P11KIT +QRENCODE +TPM2 +BZIP2 +LZ4 +XZ +ZLIB +ZSTD -BPF_FRAMEWORK -XKBCOMMON +UTMP +SYSVINIT default-hierarchy=unified\n'); // prettier-ignore
    return 0;
  }
  const [command = options.has('failed') ? 'list-units' : 'list-units', ...words] = parsed.operands;
  const names = words.map(unitName);
  const act = COMMANDS.get(command);
  if (!act) throw new ExitError(1, `Unknown command verb ${command}.\n`);
  if (names.length === 0 && NEEDS_UNITS.has(command)) throw new ExitError(1, 'Too few arguments.\n');
  return act(call, names);
}

const NEEDS_UNITS = new Set(['start', 'stop', 'restart', 'enable', 'disable', 'is-active', 'is-enabled', 'is-failed', 'cat', 'try-restart', 'reload-or-restart']); // prettier-ignore

const COMMANDS: ReadonlyMap<string, (call: Call, names: readonly string[]) => number> = new Map([
  ['status', status],
  ['start', (call, names) => each(call, names, start)],
  ['stop', (call, names) => each(call, names, stop)],
  ['restart', (call, names) => each(call, names, restart)],
  ['reload-or-restart', (call, names) => each(call, names, restart)],
  ['try-restart', (call, names) => each(call, names, (each_, name) => (unitOf(each_.world, each_.host, name)?.active === 'active' ? restart(each_, name) : 0))], // prettier-ignore
  ['enable', (call, names) => each(call, names, (one, name) => enable(one, name, true))],
  ['disable', (call, names) => each(call, names, (one, name) => enable(one, name, false))],
  ['is-active', (call, names) => isState(call, names, (unit) => unit?.active ?? 'inactive', ['active'], 3)],
  ['is-failed', (call, names) => isState(call, names, (unit) => unit?.active ?? 'inactive', ['failed'], 1)],
  ['is-enabled', isEnabled],
  ['daemon-reload', ({ world, host }) => (reloadUnits(world, host), 0)],
  ['list-units', listUnits],
  ['list-unit-files', listUnitFiles],
  ['cat', (call, names) => each(call, names, cat)],
  ['show', show],
  ['reset-failed', () => 0],
  ['is-system-running', ({ process }) => (process.out('running\n'), 0)],
]);

function each(call: Call, names: readonly string[], act: (call: Call, name: string) => number): number {
  return names.reduce((worst, name) => Math.max(worst, act(call, name)), 0);
}

function start(call: Call, name: string): number {
  const { process, world, host } = call;
  const unit = unitOf(world, host, name);
  if (!unit) return missing(call, 'start', name);
  warnChanged(call, unit);
  if (startUnit(world, host, name) !== 'failed') return 0;
  process.err(`Job for ${name} failed because the control process exited with error code.\nSee "systemctl status ${name}" and "journalctl -xeu ${name}" for details.\n`); // prettier-ignore
  return 1;
}

function missing({ process }: Call, what: string, name: string): number {
  process.err(`Failed to ${what} ${name}: Unit ${name} not ${what === 'stop' ? 'loaded' : 'found'}.\n`);
  return 5;
}

function stop(call: Call, name: string): number {
  return stopUnit(call.world, call.host, name) === 'stopped' ? 0 : missing(call, 'stop', name);
}

function restart(call: Call, name: string): number {
  const { world, host } = call;
  if (!unitOf(world, host, name)) return missing(call, 'restart', name);
  const unit = unitOf(world, host, name);
  if (unit) warnChanged(call, unit);
  stopUnit(world, host, name);
  return start({ ...call, options: new Map([['quiet-changes', '']]) }, name);
}

function warnChanged({ process, world, host, options }: Call, unit: UnitRecord): void {
  if (options.has('quiet-changes') || !changedOnDisk(world, host, unit)) return;
  process.err(`Warning: The unit file, source configuration file or drop-ins of ${unit.name} changed on disk. Run 'systemctl daemon-reload' to reload units.\n`); // prettier-ignore
}

function enable(call: Call, name: string, on: boolean): number {
  const { process, world, host, options } = call;
  const unit = unitOf(world, host, name);
  if (!unit) {
    process.err(`Failed to ${on ? 'enable' : 'disable'} unit: Unit file ${name} does not exist.\n`);
    return 1;
  }
  for (const link of enableUnit(world, host, unit, on)) {
    if (!options.has('q')) process.err(on ? `Created symlink ${link} → ${unit.file.path}.\n` : `Removed "${link}".\n`);
  }
  if (!options.has('now')) return 0;
  return on ? start(call, name) : stop(call, name);
}

function isState(
  { process, world, host, options }: Call,
  names: readonly string[],
  state: (unit: UnitRecord | undefined) => string,
  good: readonly string[],
  bad: number,
): number {
  const states = names.map((name) => state(unitOf(world, host, name)));
  if (!options.has('q')) for (const each_ of states) process.out(`${each_}\n`);
  return states.some((each_) => good.includes(each_)) ? 0 : bad;
}

function isEnabled({ process, world, host, options }: Call, names: readonly string[]): number {
  let result = 1;
  for (const name of names) {
    const unit = unitOf(world, host, name);
    if (!unit) {
      process.err(`Failed to get unit file state for ${name}: No such file or directory\n`);
      continue;
    }
    const state = enabledState(filesOn(world, host), name, unit.file);
    if (!options.has('q')) process.out(`${state}\n`);
    if (state === 'enabled' || state === 'static') result = 0;
  }
  return result;
}

function cat({ process, world, host }: Call, name: string): number {
  const unit = unitOf(world, host, name);
  if (!unit) {
    process.err(`No files found for ${name}.\n`);
    return 1;
  }
  const files = filesOn(world, host);
  const texts = [unit.file.path, ...unit.file.dropIns].map((path) => {
    const content = files.isFile(path) ? files.read(path) : '';
    return `# ${path}\n${typeof content === 'string' ? content : new TextDecoder().decode(content)}`;
  });
  process.out(texts.join('\n'));
  return 0;
}

function status(call: Call, names: readonly string[]): number {
  const { process, world, host } = call;
  if (names.length === 0) {
    const count = unitsOf(world, host).length;
    process.out(`● ${world.host(host).hostname}\n    State: running\n    Units: ${count} loaded (incl. loaded aliases)\n     Jobs: 0 queued\n   Failed: ${unitsOf(world, host).filter(({ active }) => active === 'failed').length} units\n    Since: ${timestamp(0)}; ${ago(world.nowUs)}\n  systemd: 252.39-1~deb12u2\n`); // prettier-ignore
    return 0;
  }
  let result = 0;
  for (const [index, name] of names.entries()) {
    const unit = unitOf(world, host, name);
    if (!unit) {
      process.err(`Unit ${name} could not be found.\n`);
      result = Math.max(result, 4);
      continue;
    }
    warnChanged(call, unit);
    if (index > 0) process.out('\n');
    process.out(statusText(call, unit));
    if (unit.active !== 'active') result = Math.max(result, 3);
  }
  return result;
}

function statusText({ world, host, options }: Call, unit: UnitRecord): string {
  const { name, file, active, sub, mainPid, activeUs, inactiveUs, ended } = unit;
  const mark = active === 'failed' ? '×' : active === 'inactive' ? '○' : '●';
  const enabled = enabledState(filesOn(world, host), name, file);
  const lines = [`${mark} ${name} - ${descriptionOf(unit)}`];
  lines.push(`     Loaded: loaded (${file.path}; ${enabled}${enabled === 'static' ? '' : '; preset: enabled'})`);
  const [first] = file.dropIns;
  if (first !== undefined) {
    lines.push(`    Drop-In: ${first.slice(0, first.lastIndexOf('/'))}`);
    lines.push(`             └─${file.dropIns.map((path) => path.slice(path.lastIndexOf('/') + 1)).join(', ')}`);
  }
  const sinceUs = active === 'active' ? activeUs : inactiveUs;
  const why = active === 'failed' || sub === 'auto-restart' ? ' (Result: exit-code)' : '';
  const since = sinceUs === undefined ? '' : ` since ${timestamp(sinceUs)}; ${ago(world.nowUs - sinceUs)}`;
  lines.push(`     Active: ${active} (${sub})${why}${since}`);
  if (active !== 'active' && activeUs !== undefined && inactiveUs !== undefined) {
    lines.push(`   Duration: ${timespan(inactiveUs - activeUs)}`);
  }
  for (const [index, url] of valuesOf(file, 'Documentation')
    .flatMap((each_) => each_.split(/\s+/))
    .entries()) {
    lines.push(`${index === 0 ? '       Docs: ' : '             '}${url}`);
  }
  if (ended && active !== 'active') {
    const how = `(code=${ended.code}, status=${ended.status}/${exitName(ended.status)})`;
    lines.push(
      `    Process: ${ended.pid} ExecStart=${ended.argv.join(' ')} ${how}`,
      `   Main PID: ${ended.pid} ${how}`,
    );
    lines.push(`        CPU: ${timespan(1000 * (20 + (ended.pid % 80)))}`);
  }
  if (mainPid !== undefined) {
    const argv = world.services.get(mainPid)?.argv ?? [];
    const program = (argv[0] ?? '').slice((argv[0] ?? '').lastIndexOf('/') + 1);
    lines.push(`   Main PID: ${mainPid} (${program})`, `      Tasks: ${9 + (mainPid % 5)} (limit: 2309)`);
    lines.push(`     Memory: ${28 + (mainPid % 17)}.${mainPid % 10}M`);
    lines.push(`        CPU: ${timespan(Math.floor((world.nowUs - (activeUs ?? 0)) / 50) + 120_000)}`);
    lines.push(`     CGroup: /system.slice/${name}`, `             └─${mainPid} ${argv.join(' ')}`);
  }
  const wanted = Number(options.get('n') ?? 10);
  const entries = journalOf(world, host).filter((entry) => entry.unit === name || entry.about === name);
  const shown = wanted === 0 ? [] : entries.slice(-wanted);
  const journal = shown.map((entry) => journalLine(world.host(host).hostname, entry)).join('');
  return `${lines.join('\n')}\n${journal === '' ? '' : `\n${journal}`}`;
}

function listUnits({ process, world, host, options }: Call, names: readonly string[]): number {
  const wanted = options.get('state');
  const units = unitsOf(world, host).filter(({ name, active, sub }) => {
    if (names.length > 0 && !names.includes(name)) return false;
    const type = options.get('t');
    if (type !== undefined && !name.endsWith(`.${type}`)) return false;
    if (options.has('failed')) return active === 'failed';
    if (wanted !== undefined) return wanted === active || wanted === sub;
    return options.has('a') || active !== 'inactive';
  });
  const width = Math.max(4, ...units.map(({ name }) => name.length));
  const rows = units.map((unit) => `${unit.active === 'failed' ? '●' : ' '} ${unit.name.padEnd(width)} loaded ${unit.active.padEnd(6)} ${unit.sub.padEnd(7)} ${descriptionOf(unit)}\n`); // prettier-ignore
  if (options.has('no-legend')) {
    process.out(rows.join(''));
    return 0;
  }
  process.out(`  ${'UNIT'.padEnd(width)} LOAD   ACTIVE SUB     DESCRIPTION\n${rows.join('')}\n`);
  process.out('LOAD   = Reflects whether the unit definition was properly loaded.\nACTIVE = The high-level unit activation state, i.e. generalization of SUB.\nSUB    = The low-level unit activation state, values depend on unit type.\n'); // prettier-ignore
  process.out(`${units.length} loaded units listed.${options.has('a') ? '' : ' Pass --all to see loaded but inactive units, too.'}\nTo show all installed unit files use 'systemctl list-unit-files'.\n`); // prettier-ignore
  return 0;
}

function listUnitFiles({ process, world, host }: Call, names: readonly string[]): number {
  const units = unitsOf(world, host).filter(({ name }) => names.length === 0 || names.includes(name));
  const width = Math.max(9, ...units.map(({ name }) => name.length));
  const rows = units.map((unit) => `${unit.name.padEnd(width)} ${enabledState(filesOn(world, host), unit.name, unit.file).padEnd(8)} enabled\n`); // prettier-ignore
  process.out(`${'UNIT FILE'.padEnd(width)} STATE    PRESET\n${rows.join('')}\n${units.length} unit files listed.\n`);
  return 0;
}

function show({ process, world, host, options }: Call, names: readonly string[]): number {
  for (const name of names) {
    const unit = unitOf(world, host, name);
    const properties = new Map<string, string>([
      ['Id', name],
      ['Names', name],
      ['Description', unit ? descriptionOf(unit) : name],
      ['LoadState', unit ? 'loaded' : 'not-found'],
      ['ActiveState', unit?.active ?? 'inactive'],
      ['SubState', unit?.sub ?? 'dead'],
      ['FragmentPath', unit?.file.path ?? ''],
      ['DropInPaths', unit?.file.dropIns.join(' ') ?? ''],
      ['UnitFileState', unit ? enabledState(filesOn(world, host), name, unit.file) : ''],
      ['MainPID', String(unit?.mainPid ?? 0)],
      ['ExecMainStatus', String(unit?.ended?.status ?? 0)],
      ['NRestarts', String(unit?.restarts ?? 0)],
      ['ExecStart', unit ? (valuesOf(unit.file, 'ExecStart')[0] ?? '') : ''],
    ]);
    const wanted = options.get('p')?.split(',') ?? [...properties.keys()];
    for (const key of wanted) {
      const value = properties.get(key);
      if (value !== undefined) process.out(options.has('value') ? `${value}\n` : `${key}=${value}\n`);
    }
  }
  systemOf(world, host);
  return 0;
}

const SERVICE: Declaration = {
  name: 'service',
  words: { en: 'Controls a service, the old way; systemctl does the same.', ko: '서비스를 제어하는 옛 방식입니다. systemctl과 같습니다.' }, // prettier-ignore
  synopsis: 'service NAME COMMAND',
  dialect: 'getopt',
  options: [],
  body: {
    clause: {
      parameters: [],
      positionals: [
        positional('name', ['NAME', 'text'], 'The service: kubelet.', '서비스: kubelet.'),
        positional('command', ['COMMAND', 'text'], 'status, start, stop or restart.', 'status, start, stop, restart 가운데 하나입니다.', { optional: true }), // prettier-ignore
      ],
    },
  },
};

/** service(8) of init-system-helpers 1.65: hands everything on to systemctl. */
export const service: Program = {
  ...SERVICE,
  run: (process) => {
    const [, name, command] = process.argv;
    if (name === undefined || command === undefined) {
      process.err('Usage: service < option > | --status-all | [ service_name [ command | --full-restart ] ]\n');
      return Promise.resolve(1);
    }
    const inner = { ...process, argv: ['systemctl', command, unitName(name)] };
    return systemctl.run(inner);
  },
};
