import { strerror } from '../../kernel/errno';
import { LAB_EPOCH_MS } from '../../kernel/clock';
import { closeTcp } from '../../kernel/tcp/calls';
import { ExitError, exitStatus } from '../clib/exit';
import { parseOptions } from '../grammar/getopt-dialect';
import type { Program } from '../grammar/types';
import { openConnection } from '../http/exchange';
import { lookUp } from '../resolver/lookup';
import type { Process } from '../tool';
import { ETCDCTL, ETCDUTL } from './declaration';
import { entriesOf } from './keys';
import { checksum, keysIn, readSnapshot, takeSnapshot, type Snapshot } from './snapshot';
import { bytes, table } from './table';

/**
 * etcdctl: of v3.5.24 on a node, where snapshots can still be read with it, and of v3.6.6 in the Pod of etcd. It reaches etcd over the network of the lab,
 * which wants a client's certificate; what it then reads are the objects that the API server keeps there.
 */

const MEMBER = '8e9e05c52164694d';
const CLUSTER = 'cdf818194e3a8c32';
/** A database of bbolt is never smaller than what it has been. */
const PAGE = 4096;

interface Call {
  readonly process: Process;
  readonly options: ReadonlyMap<string, string>;
  readonly words: readonly string[];
  readonly version: string;
}

function program(declaration: typeof ETCDCTL, commands: ReadonlyMap<string, Command>): Program {
  return {
    ...declaration,
    run: (process) =>
      exitStatus(
        (text) => process.err(text),
        () => run(process, declaration, commands),
      ),
  };
}

type Command = (call: Call) => number | Promise<number>;

async function run(
  process: Process,
  declaration: typeof ETCDCTL,
  commands: ReadonlyMap<string, Command>,
): Promise<number> {
  const { name } = declaration;
  const parsed = parseOptions(declaration, process.argv.slice(1));
  const version = process.world.host(process.host).container ? '3.6.6' : '3.5.24';
  if (parsed.error !== undefined) {
    const flag = /'(?:--?)?([^']*)'/.exec(parsed.error)?.[1] ?? '';
    throw new ExitError(1, `Error: unknown flag: --${flag}\n`);
  }
  const [command = '', sub = ''] = parsed.operands;
  const act = commands.get(command) ?? commands.get(`${command} ${sub}`);
  if (!act) {
    if (command === '') throw new ExitError(0, helpText(declaration, version));
    throw new ExitError(1, `Error: unknown command "${command}" for "${name}"\nRun '${name} --help' for usage.\n`);
  }
  const options = new Map(parsed.options.map(({ flag, value }) => [flag, value ?? '']));
  for (const key of ['endpoints', 'cacert', 'cert', 'key']) {
    const inherited = process.env.get(`ETCDCTL_${key.toUpperCase()}`);
    if (!options.has(key) && inherited !== undefined) options.set(key, inherited);
  }
  const words = parsed.operands.slice(commands.has(command) ? 1 : 2);
  return act({ process, options, words, version });
}

function helpText({ name, words, body }: typeof ETCDCTL, version: string): string {
  const choices = 'select' in body ? body.select.choices : [];
  const lines = choices.map((choice) => `\t${choice.name}\t\t${choice.words.en}\n`).join('');
  return `NAME:\n\t${name} - ${words.en}\n\nVERSION:\n\t${version}\n\nCOMMANDS:\n${lines}`;
}

function showVersion({ process, version }: Call, name: string): number {
  process.out(`${name} version: ${version}\nAPI version: ${version.replace(/\.\d+$/, '')}\n`);
  return 0;
}

function endpoints({ options }: Call): readonly string[] {
  return (options.get('endpoints') ?? '127.0.0.1:2379').split(',');
}

/** What stands between a client and an endpoint; undefined when it is reached. Throws ExitError for files that are not there. */
async function obstacle({ process, options }: Call, text: string): Promise<string | undefined> {
  for (const key of ['cert', 'key', 'cacert']) {
    const path = options.get(key);
    if (path !== undefined && !process.files.exists(path))
      throw new ExitError(128, `Error: open ${path}: no such file or directory\n`);
  }
  const [, scheme = 'http', host = '127.0.0.1', port = '2379'] =
    /^(?:(https?):\/\/)?([^:/]+)(?::(\d+))?/.exec(text) ?? [];
  const found = await lookUp(process, host);
  if (found.type === 'error') return `dial tcp: lookup ${host}: no such host`;
  const opened = await openConnection(process, { address: found.address, port: Number(port) }, {}, process.world.nowUs + 5_000_000); // prettier-ignore
  if (opened.type === 'failed')
    return `connection error: desc = \\"transport: Error while dialing: dial tcp ${host}:${port}: connect: ${strerror(opened.errno).toLowerCase()}\\"`;
  closeTcp(process.world, opened.socket);
  if (opened.type === 'timeout') return `dial tcp ${host}:${port}: i/o timeout`;
  const secure = scheme === 'https' || options.has('cacert') || options.has('cert');
  if (secure && options.has('cert') && options.has('key') && options.has('cacert')) return undefined;
  if (!secure) return 'connection error: desc = \\"error reading server preface: EOF\\"';
  return options.has('cacert')
    ? 'connection error: desc = \\"error reading server preface: remote error: tls: certificate required\\"'
    : 'connection error: desc = \\"transport: authentication handshake failed: tls: failed to verify certificate: x509: certificate signed by unknown authority\\"';
}

function time({ world }: Process): string {
  return new Date(LAB_EPOCH_MS + Math.floor(world.nowUs / 1000)).toISOString();
}

function log(
  process: Process,
  version: string,
  caller: string,
  words: string,
  fields: Record<string, string> = {},
): void {
  const line = { level: 'info', ts: time(process), caller: caller.replace('VERSION', version), msg: words, ...fields };
  process.err(`${JSON.stringify(line)}\n`);
}

/** Throws ExitError as a call to a server that is not reached ends. */
async function reach(call: Call): Promise<void> {
  const { process, version } = call;
  const [endpoint = ''] = endpoints(call);
  const problem = await obstacle(call, endpoint);
  if (problem === undefined) return;
  await process.wait(() => false, process.world.nowUs + 5_000_000);
  const target = endpoint.replace(/^https?:\/\//, '');
  throw new ExitError(
    1,
    `{"level":"warn","ts":"${time(process)}","logger":"etcd-client","caller":"v3@v${version}/retry_interceptor.go:63","msg":"retrying of unary invoker failed","target":"etcd-endpoints://0xc0002fc000/${target}","attempt":0,"error":"rpc error: code = DeadlineExceeded desc = latest balancer error: ${problem}"}\nError: context deadline exceeded\n`,
  );
}

async function memberList(call: Call): Promise<number> {
  await reach(call);
  const { process, options } = call;
  const { name, peer, client } = self(process);
  if (options.get('w') === 'table')
    process.out(
      table(
        ['ID', 'STATUS', 'NAME', 'PEER ADDRS', 'CLIENT ADDRS', 'IS LEARNER'],
        [[MEMBER, 'started', name, peer, client, 'false']],
      ),
    );
  else if (options.get('w') === 'json')
    process.out(
      `${JSON.stringify({ header: { cluster_id: Number(`0x${CLUSTER}`), member_id: Number(`0x${MEMBER}`), raft_term: 2 }, members: [{ ID: Number(`0x${MEMBER}`), name, peerURLs: [peer], clientURLs: [client] }] })}\n`,
    );
  else process.out(`${MEMBER}, started, ${name}, ${peer}, ${client}, false\n`);
  return 0;
}

/** The member as the running etcd was started. */
function self({ world }: Process): { readonly name: string; readonly peer: string; readonly client: string } {
  const service = [...world.services.values()].find(
    ({ state, ended }) => state.kind === 'daemon' && state.program === 'etcd' && !ended,
  );
  const option = (name: string): string =>
    service?.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3) ?? '';
  return {
    name: option('name'),
    peer: option('initial-advertise-peer-urls'),
    client: option('advertise-client-urls'),
  };
}

async function endpointHealth(call: Call): Promise<number> {
  const { process, options } = call;
  const all = options.has('cluster') ? [self(process).client] : endpoints(call);
  let failed = false;
  const rows: string[][] = [];
  for (const endpoint of all) {
    const problem = await obstacle(call, endpoint);
    const took = `${(9 + (process.world.random() % 5000) / 1000).toFixed(6)}ms`;
    if (problem === undefined) rows.push([endpoint, 'true', took, '']);
    else {
      failed = true;
      await process.wait(() => false, process.world.nowUs + 5_000_000);
      rows.push([endpoint, 'false', '5.000000000s', 'context deadline exceeded']);
    }
  }
  if (options.get('w') === 'table') process.out(table(['ENDPOINT', 'HEALTH', 'TOOK', 'ERROR'], rows));
  else
    for (const [endpoint = '', health, took = '', error = ''] of rows)
      if (health === 'true') process.out(`${endpoint} is healthy: successfully committed proposal: took = ${took}\n`);
      else process.err(`${endpoint} is unhealthy: failed to commit proposal: ${error}\n`);
  if (!failed) return 0;
  process.err('Error: unhealthy cluster\n');
  return 1;
}

async function endpointStatus(call: Call): Promise<number> {
  await reach(call);
  const { process, options } = call;
  const revision = process.world.cluster?.version ?? 1;
  const size = bytes(sizeOf(takeSnapshot(process.world)));
  const all = options.has('cluster') ? [self(process).client] : endpoints(call);
  const rows = all.map((endpoint) => [endpoint, MEMBER, '3.6.6', size, 'true', 'false', '2', String(revision), String(revision), '']); // prettier-ignore
  if (options.get('w') === 'table')
    process.out(
      table(
        ['ENDPOINT', 'ID', 'VERSION', 'DB SIZE', 'IS LEADER', 'IS LEARNER', 'RAFT TERM', 'RAFT INDEX', 'RAFT APPLIED INDEX', 'ERRORS'],
        rows,
      ),
    ); // prettier-ignore
  else for (const row of rows) process.out(`${row.join(', ')}\n`);
  return 0;
}

function sizeOf(text: string): number {
  return Math.max(5 * PAGE, Math.ceil(text.length / PAGE) * PAGE);
}

async function snapshotSave(call: Call): Promise<number> {
  const { process, words, version } = call;
  const [path] = words;
  if (path === undefined || words.length > 1) throw new ExitError(128, 'Error: snapshot save expects one argument\n');
  if (endpoints(call).length > 1)
    throw new ExitError(128, 'Error: snapshot must be requested to one selected node, not multiple [' + endpoints(call).join(' ') + ']\n'); // prettier-ignore
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) || '/' : '.';
  if (!process.files.isDirectory(folder))
    throw new ExitError(5, `Error: could not open ${path}.part (open ${path}.part: no such file or directory)\n`);
  log(process, version, 'snapshot/v3_snapshot.go:65', 'created temporary db file', { path: `${path}.part` });
  await reach(call);
  const [endpoint = ''] = endpoints(call);
  const text = takeSnapshot(process.world);
  log(process, version, 'v3@vVERSION/maintenance.go:212', 'opened snapshot stream; downloading');
  log(process, version, 'snapshot/v3_snapshot.go:73', 'fetching snapshot', { endpoint });
  log(process, version, 'v3@vVERSION/maintenance.go:220', 'completed snapshot read; closing');
  log(process, version, 'snapshot/v3_snapshot.go:88', 'fetched snapshot', { endpoint, size: bytes(sizeOf(text)), took: 'now' }); // prettier-ignore
  process.files.write(path, text, 0o600);
  log(process, version, 'snapshot/v3_snapshot.go:97', 'saved', { path });
  process.out(`Snapshot saved at ${path}\n`);
  if (version.startsWith('3.6')) process.out('Server version 3.6.0\n');
  return 0;
}

function snapshotIn({ process }: Call, path: string): { readonly text: string; readonly snapshot: Snapshot } {
  if (!process.files.exists(path)) throw new ExitError(1, `Error: stat ${path}: no such file or directory\n`);
  const text = process.files.read(path);
  const snapshot = readSnapshot(text);
  if (!snapshot) throw new ExitError(1, 'Error: invalid database\n');
  return { text, snapshot };
}

function snapshotStatus(call: Call): number {
  const { process, options, words } = call;
  const [path] = words;
  if (path === undefined || words.length > 1)
    throw new ExitError(128, 'Error: snapshot status requires exactly one argument\n');
  const { text, snapshot } = snapshotIn(call, path);
  const row = [checksum(text), String(snapshot.revision), String(keysIn(snapshot)), bytes(sizeOf(text))];
  if (options.get('w') === 'table') process.out(table(['HASH', 'REVISION', 'TOTAL KEYS', 'TOTAL SIZE'], [row]));
  else if (options.get('w') === 'json')
    process.out(
      `${JSON.stringify({ hash: parseInt(row[0] ?? '0', 16), revision: snapshot.revision, totalKey: keysIn(snapshot), totalSize: sizeOf(text) })}\n`,
    );
  else process.out(`${row.join(', ')}\n`);
  return 0;
}

function snapshotRestore(call: Call): number {
  const { process, options, words, version } = call;
  const [path] = words;
  if (path === undefined || words.length > 1)
    throw new ExitError(128, 'Error: snapshot restore requires exactly one argument\n');
  const name = options.get('name') ?? 'default';
  const folder = options.get('data-dir') ?? `${name}.etcd`;
  const { text } = snapshotIn(call, path);
  if (process.files.exists(folder) && process.files.list(folder).length > 0)
    throw new ExitError(1, `Error: data-dir "${folder}" not empty or could not be read\n`);
  const places = { path, 'wal-dir': `${folder}/member/wal`, 'data-dir': folder, 'snap-dir': `${folder}/member/snap` };
  log(process, version, 'snapshot/v3_snapshot.go:265', 'restoring snapshot', places);
  log(process, version, 'membership/store.go:141', 'Trimming membership information from the backend...');
  log(process, version, 'membership/cluster.go:421', 'added member', {
    'cluster-id': CLUSTER,
    'local-member-id': '0',
    'added-peer-id': MEMBER,
  });
  log(process, version, 'snapshot/v3_snapshot.go:293', 'restored snapshot', places);
  let at = '';
  for (const part of `${folder}/member/snap`.split('/')) {
    at = at === '' && part !== '' ? part : `${at}/${part}`;
    if (part !== '' && !process.files.exists(at)) process.files.makeDirectory(at, 0o700);
  }
  process.files.makeDirectory(`${folder}/member/wal`, 0o700);
  process.files.write(`${folder}/member/wal/0000000000000000-0000000000000000.wal`, '', 0o600);
  process.files.write(`${folder}/member/snap/db`, text, 0o600);
  return 0;
}

async function get(call: Call): Promise<number> {
  const { process, options, words } = call;
  if (words.length === 0 || words.length > 2)
    throw new ExitError(128, 'Error: get command needs one argument as key and an optional argument as range_end\n');
  await reach(call);
  const [key = '', end] = words;
  const all = entriesOf(process.world).filter((entry) => {
    if (options.has('prefix')) return entry.key.startsWith(key);
    if (options.has('from-key')) return entry.key >= key;
    return end === undefined ? entry.key === key : entry.key >= key && entry.key < end;
  });
  const limit = Number(options.get('limit') ?? 0);
  const found = limit > 0 ? all.slice(0, limit) : all;
  if (options.has('count-only')) {
    if (options.get('w') === 'fields') process.out(`"Count" : ${all.length}\n`);
    return 0;
  }
  for (const entry of found) {
    // Keys and values take turns, each on its line.
    if (!options.has('print-value-only')) process.out(`${entry.key}\n`);
    process.out(options.has('keys-only') ? '\n' : `${valueOf(entry.object)}\n`);
  }
  return 0;
}

/** The API server stores protobuf; what of it can be read in a terminal is its mark and the text in it. */
function valueOf(object: Readonly<Record<string, unknown>>): string {
  return `k8s\0\n${JSON.stringify(object)}`.replace('\0', '');
}

export const etcdctl: Program = program(
  ETCDCTL,
  new Map<string, Command>([
    ['version', (call) => showVersion(call, 'etcdctl')],
    ['member list', memberList],
    ['endpoint health', endpointHealth],
    ['endpoint status', endpointStatus],
    ['snapshot save', snapshotSave],
    [
      'snapshot status',
      (call) => {
        deprecated(call, 'status');
        return snapshotStatus(call);
      },
    ],
    [
      'snapshot restore',
      (call) => {
        deprecated(call, 'restore');
        return snapshotRestore(call);
      },
    ],
    ['get', get],
  ]),
);

/** v3.6 has no such commands any more. */
function deprecated({ process, version }: Call, command: string): void {
  if (version.startsWith('3.6'))
    throw new ExitError(1, `Error: unknown command "${command}" for "etcdctl snapshot"\nRun 'etcdctl snapshot --help' for usage.\n`); // prettier-ignore
  process.err(`Deprecated: Use \`etcdutl snapshot ${command}\` instead.\n\n`);
}

export const etcdutl: Program = program(
  ETCDUTL,
  new Map<string, Command>([
    ['version', (call) => showVersion(call, 'etcdutl')],
    ['snapshot status', snapshotStatus],
    ['snapshot restore', snapshotRestore],
  ]),
);
