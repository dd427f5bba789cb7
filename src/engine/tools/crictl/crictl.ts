import { containersOf, sandboxesOf } from '../../kernel/containers/node';
import { logLines } from '../../kernel/containers/log';
import type { ContainerRecord, SandboxRecord } from '../../kernel/containers/records';
import { logPath, logTime } from '../../shell/files/container-logs';
import { ExitError, exitStatus } from '../clib/exit';
import { findExecutable } from '../containers/executable';
import { imageOn, imagesOn, pullImage, removeImage } from '../containers/images';
import { removeContainer, removePodSandbox, stopContainer, stopPodSandbox } from '../containers/runtime';
import { parseOptions } from '../grammar/getopt-dialect';
import type { Program } from '../grammar/types';
import type { Process } from '../tool';
import { CRICTL } from './declaration';
import { humanDuration, humanSize, table } from './text';

interface Call {
  readonly process: Process;
  readonly options: ReadonlyMap<string, string>;
  readonly ids: readonly string[];
}

const SHORT = 13;

/** crictl of cri-tools v1.35. */
export const crictl: Program = {
  ...CRICTL,
  run: (process) =>
    exitStatus(
      (text) => process.err(text),
      () => run(process),
    ),
};

function run(process: Process): number | Promise<number> {
  const words = process.argv.slice(1);
  // What follows the id of `exec` belongs to the command.
  const parsed = parseOptions(CRICTL, words, words.includes('exec') ? 'first-operand' : 'permute');
  if (words.some((word) => word === '--help' || word === '-h') && !words.includes('exec')) {
    process.out(HELP);
    return 0;
  }
  if (parsed.error !== undefined) throw failed(parsed.error);
  const [command, ...ids] = parsed.operands;
  const options = new Map(parsed.options.map(({ flag, value }) => [flag, value ?? '']));
  if (command === undefined) {
    process.out(HELP);
    return 0;
  }
  const act = COMMANDS.get(command);
  if (!act) throw failed(`No help topic for '${command}'`);
  if (!process.world.nodes.has(process.host)) {
    throw failed('validate service connection: validate CRI v1 runtime API for endpoint "unix:///run/containerd/containerd.sock": rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial unix /run/containerd/containerd.sock: connect: no such file or directory"'); // prettier-ignore
  }
  if (!process.files.exists('/etc/crictl.yaml') && !options.has('r')) {
    process.err(`time="${logTime(process.world.nowUs).slice(0, 19)}Z" level=warning msg="Config \\"/etc/crictl.yaml\\" does not exist, trying next: \\"/usr/bin/crictl.yaml\\""\n`); // prettier-ignore
  }
  return act({ process, options, ids });
}

function failed(message: string): ExitError {
  return new ExitError(1, `time="2026-01-01T00:00:00Z" level=fatal msg=${JSON.stringify(message)}\n`);
}

const HELP = `NAME:
   crictl - client for CRI

USAGE:
   crictl [global options] command [command options]

VERSION:
   v1.35.0

COMMANDS:
   exec                Run a command in a running container
   images, image, img  List images
   inspect             Display the status of one or more containers
   inspecti            Return the status of one or more images
   inspectp            Display the status of one or more pods
   logs                Fetch the logs of a container
   pods                List pods
   ps                  List containers
   pull                Pull an image from a registry
   rm                  Remove one or more containers
   rmi                 Remove one or more images
   rmp                 Remove one or more pods
   stop                Stop one or more running containers
   stopp               Stop one or more running pods
   info                Display information of the container runtime
   stats               List container(s) resource usage statistics
   statsp              List pod statistics
   version             Display runtime version information
   help, h             Shows a list of commands or help for one command
`;

const COMMANDS: ReadonlyMap<string, (call: Call) => number | Promise<number>> = new Map([
  ['ps', ps],
  ['pods', pods],
  ['images', images],
  ['image', images],
  ['img', images],
  ['logs', logs],
  ['inspect', inspect],
  ['inspectp', inspectPod],
  ['exec', exec],
  ['inspecti', inspectImage],
  ['stats', stats],
  ['statsp', podStats],
  ['stop', (call) => each(call, (id) => stopContainer(call.process.world, container(call, id).id, Number(call.options.get('timeout') ?? 0)))], // prettier-ignore
  ['rm', (call) => each(call, (id) => removeContainer(call.process.world, removable(call, id)))],
  ['stopp', (call) => each(call, (id) => stopPodSandbox(call.process.world, sandbox(call, id).id), 'Stopped sandbox ')], // prettier-ignore
  ['rmp', (call) => each(call, (id) => removePodSandbox(call.process.world, sandbox(call, id).id), 'Removed sandbox ')], // prettier-ignore
  ['pull', pull],
  ['rmi', rmi],
  ['version', ({ process }) => (process.out('Version:  0.1.0\nRuntimeName:  containerd\nRuntimeVersion:  v2.2.1\nRuntimeApiVersion:  v1\n'), 0)], // prettier-ignore
  ['info', ({ process }) => (process.out(`${JSON.stringify({ status: { conditions: [{ message: '', reason: '', status: true, type: 'RuntimeReady' }, { message: '', reason: '', status: true, type: 'NetworkReady' }] } }, undefined, 2)}\n`), 0)], // prettier-ignore
]);

function each({ ids, process }: Call, act: (id: string) => void, before = ''): number {
  if (ids.length === 0) throw failed('ID cannot be empty');
  for (const id of ids) {
    act(id);
    process.out(`${before}${id}\n`);
  }
  return 0;
}

function find<T extends { readonly id: string }>(all: readonly T[], id: string, what: string): T {
  const found = all.filter((one) => one.id.startsWith(id));
  const [only] = found;
  if (id === '') throw failed('ID cannot be empty');
  if (!only) throw failed(`rpc error: code = NotFound desc = an error occurred when try to find ${what} "${id}": not found`); // prettier-ignore
  return only;
}

function container({ process }: Call, id: string): ContainerRecord {
  return find(containersOf(process.world, process.host), id, 'container');
}

function sandbox({ process }: Call, id: string): SandboxRecord {
  return find(sandboxesOf(process.world, process.host), id, 'sandbox');
}

function removable(call: Call, id: string): string {
  const { state, id: whole } = container(call, id);
  if (state === 'running') {
    throw failed(`removing container "${id}": container "${whole}" is in CONTAINER_RUNNING state, and only can be removed when it is not running`); // prettier-ignore
  }
  return whole;
}

function shortImage(id: string): string {
  return id.replace('sha256:', '').slice(0, SHORT);
}

/** `crictl ps`: the newest first. */
function ps({ process, options }: Call): number {
  const { world, host } = process;
  const rows = [...containersOf(world, host)].reverse().filter((one) => {
    const pod = world.sandbox(one.sandbox);
    const wanted = options.get('s')?.toLowerCase();
    if (wanted !== undefined ? one.state !== wanted : !options.has('a') && one.state !== 'running') return false;
    const name = options.get('name');
    if (name !== undefined && !new RegExp(name).test(one.config.name)) return false;
    const image = options.get('image');
    if (image !== undefined && imageOn(world, host, image)?.id !== one.imageId) return false;
    return (options.get('p') === undefined || pod.id.startsWith(options.get('p') ?? '')) && (options.get('namespace') ?? pod.config.namespace) === pod.config.namespace; // prettier-ignore
  });
  if (options.has('q')) {
    process.out(rows.map(({ id }) => `${id}\n`).join(''));
    return 0;
  }
  const length = options.has('no-trunc') ? 64 : SHORT;
  const head = ['CONTAINER', 'IMAGE', 'CREATED', 'STATE', 'NAME', 'ATTEMPT', 'POD ID', 'POD', 'NAMESPACE'];
  const state = { created: 'Created', running: 'Running', exited: 'Exited' } as const;
  const cells = rows.map((one) => {
    const { config } = world.sandbox(one.sandbox);
    return [one.id.slice(0, length), shortImage(one.imageId), `${humanDuration(world.nowUs - one.createdUs)} ago`, state[one.state], one.config.name, String(one.config.attempt), one.sandbox.slice(0, length), config.name, config.namespace]; // prettier-ignore
  });
  process.out(table([head, ...cells]));
  return 0;
}

function pods({ process, options }: Call): number {
  const { world, host } = process;
  const rows = [...sandboxesOf(world, host)].reverse().filter(({ config, state }) => {
    if (options.has('name') && !config.name.includes(options.get('name') ?? '')) return false;
    if (options.has('s') && options.get('s') !== state) return false;
    return (options.get('namespace') ?? config.namespace) === config.namespace;
  });
  if (options.has('q')) {
    process.out(rows.map(({ id }) => `${id}\n`).join(''));
    return 0;
  }
  const head = ['POD ID', 'CREATED', 'STATE', 'NAME', 'NAMESPACE', 'ATTEMPT', 'RUNTIME'];
  const cells = rows.map(({ id, createdUs, state, config }) => [id.slice(0, options.has('no-trunc') ? 64 : SHORT), `${humanDuration(world.nowUs - createdUs)} ago`, state === 'ready' ? 'Ready' : 'NotReady', config.name, config.namespace, String(config.attempt), config.runtimeHandler ?? '(default)']); // prettier-ignore
  process.out(table([head, ...cells]));
  return 0;
}

function images({ process, options }: Call): number {
  const all = imagesOn(process.world, process.host);
  if (options.has('q')) {
    process.out(all.map(({ id }) => `${id}\n`).join(''));
    return 0;
  }
  const cells = all.flatMap(({ id, tags, digests, size }) => {
    const names = tags.length > 0 ? tags : [`${(digests[0] ?? '<none>').replace(/@.*/, '')}:<none>`];
    return names.map((name) => [name.slice(0, name.lastIndexOf(':')), name.slice(name.lastIndexOf(':') + 1), shortImage(id), humanSize(size)]); // prettier-ignore
  });
  cells.sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1));
  process.out(table([['IMAGE', 'TAG', 'IMAGE ID', 'SIZE'], ...cells]));
  return 0;
}

function logs(call: Call): number {
  const { process, options, ids } = call;
  const { id } = container(call, ids[0] ?? '');
  const lines = logLines(process.world, id);
  const count = options.get('tail');
  for (const { stream, text } of count === undefined ? lines : lines.slice(lines.length - Number(count))) {
    if (stream === 'stdout') process.out(`${text}\n`);
    else process.err(`${text}\n`);
  }
  return 0;
}

/** `crictl exec [-it] ID COMMAND…`. */
function exec(call: Call): number | Promise<number> {
  const { process, ids, options } = call;
  const words = process.argv.slice(process.argv.indexOf('exec') + 1);
  const flags = words.filter((word, index) => word.startsWith('-') && index < words.findIndex((each_) => !each_.startsWith('-'))); // prettier-ignore
  const [id = '', ...argv] = words.slice(flags.length);
  const one = container(call, id || (ids[0] ?? ''));
  if (one.state !== 'running') throw failed(`execing command in container: rpc error: code = Unknown desc = failed to exec in container: container is in CONTAINER_EXITED state`); // prettier-ignore
  const [name] = argv;
  if (name === undefined) throw failed('execing command in container: command is empty');
  const found = findExecutable(process.world, one.id, name);
  if (found.type === 'error') {
    throw failed(`execing command in container: failed to exec in container: failed to start exec: OCI runtime exec failed: exec failed: unable to start container process: ${found.message}`); // prettier-ignore
  }
  const interactive = options.has('t') || flags.some((word) => word.includes('t'));
  if (interactive && argv.length === 1 && /(^|\/)(sh|bash|ash)$/.test(name) && process.stdin === '') {
    process.enter(one.id, name.replace(/^.*\//, ''));
    return 0;
  }
  return process.exec(argv, { host: one.id });
}

function inspect(call: Call): number {
  const { process, ids } = call;
  const { world } = process;
  const { id, config, state, createdUs, startedUs, finishedUs, exitCode, reason, message, imageId, ...one } = container(call, ids[0] ?? ''); // prettier-ignore
  const time = (us: number | undefined): string => (us === undefined ? '0001-01-01T00:00:00Z' : logTime(us));
  const status = {
    annotations: config.annotations,
    createdAt: time(createdUs),
    exitCode: exitCode ?? 0,
    finishedAt: time(finishedUs),
    id,
    image: { annotations: {}, image: config.image, runtimeHandler: '', userSpecifiedImage: config.image },
    imageId,
    imageRef: imageId,
    labels: config.labels,
    logPath: logPath(world, world.container(id)),
    message: message ?? '',
    metadata: { attempt: config.attempt, name: config.name },
    mounts: config.mounts.map(({ containerPath, hostPath, readOnly }) => ({ containerPath, gidMappings: [], hostPath, propagation: 'PROPAGATION_PRIVATE', readonly: readOnly, recursiveReadOnly: false, selinuxRelabel: false, uidMappings: [] })), // prettier-ignore
    reason: reason ?? '',
    startedAt: time(startedUs),
    state: `CONTAINER_${state.toUpperCase()}`,
  };
  const info = { pid: one.pid ?? 0, removing: false, runtimeType: 'io.containerd.runc.v2', sandboxID: one.sandbox };
  process.out(`${JSON.stringify({ info, status }, undefined, 2)}\n`);
  return 0;
}

function inspectPod(call: Call): number {
  const { process, ids } = call;
  const { id, config, state, createdUs, ips, pid } = sandbox(call, ids[0] ?? '');
  const [ip = '', ...additionalIps] = ips;
  const status = {
    annotations: config.annotations,
    createdAt: logTime(createdUs),
    id,
    labels: config.labels,
    metadata: { attempt: config.attempt, name: config.name, namespace: config.namespace, uid: config.uid },
    network: { additionalIps: additionalIps.map((each_) => ({ ip: each_ })), ip },
    runtimeHandler: config.runtimeHandler ?? '',
    state: `SANDBOX_${state.toUpperCase()}`,
  };
  process.out(`${JSON.stringify({ info: { pid }, status }, undefined, 2)}\n`);
  return 0;
}

async function pull({ process, ids }: Call): Promise<number> {
  const [name = ''] = ids;
  const { world, host } = process;
  const pulled = pullImage(world, host, name);
  if (pulled.type === 'error') {
    const { code, message } = pulled.error;
    throw failed(`pulling image: rpc error: code = ${code} desc = ${message}`);
  }
  await process.wait(() => false, world.nowUs + pulled.tookUs);
  process.out(`Image is up to date for ${pulled.image.digests[0] ?? pulled.image.id}\n`);
  return 0;
}

function rmi({ process, ids }: Call): number {
  const { world, host } = process;
  for (const id of ids) {
    const image = imageOn(world, host, id);
    if (!image) throw failed(`no such image ${id}`);
    removeImage(world, host, id);
    for (const tag of image.tags) process.out(`Deleted: ${tag}\n`);
  }
  return 0;
}

/** `crictl inspecti`: an image by its name or id. */
function inspectImage({ process, ids }: Call): number {
  for (const id of ids) {
    const image = imageOn(process.world, process.host, id); // prettier-ignore
    if (!image) throw failed(`no such image "${id}" present`);
    const { id: whole, tags, digests, size } = image;
    process.out(`${JSON.stringify({ status: { id: whole, pinned: false, repoDigests: digests, repoTags: tags, size: String(size), username: '' } }, undefined, 2)}\n`); // prettier-ignore
  }
  return 0;
}

/** What a program that does nothing much takes: this runtime measures nothing. */
const USUAL = ['0.00', '8.192kB', '3'] as const;

function stats({ process, options }: Call): number {
  const rows = [...containersOf(process.world, process.host)].reverse().filter(({ state }) => state === 'running' || options.has('a')); // prettier-ignore
  const lines = rows.map(({ id, config }) => [
    id.slice(0, SHORT),
    config.name,
    USUAL[0],
    '3.494MB',
    USUAL[1],
    USUAL[2],
    '0B',
  ]);
  process.out(table([['CONTAINER', 'NAME', 'CPU %', 'MEM', 'DISK', 'INODES', 'SWAP'], ...lines]));
  return 0;
}

function podStats({ process }: Call): number {
  const lines = [...sandboxesOf(process.world, process.host)]
    .reverse()
    .map(({ id, config }) => [config.name, id.slice(0, SHORT), USUAL[0], '3.494MB']);
  process.out(table([['POD', 'POD ID', 'CPU %', 'MEM'], ...lines]));
  return 0;
}
