import { LAB_EPOCH_MS } from '../../kernel/clock';
import { containersOf } from '../../kernel/containers/node';
import type { ContainerRecord, LogLine } from '../../kernel/containers/records';
import type { FileNode, HostId } from '../../kernel/records';
import type { World } from '../../kernel/world';

/**
 * The logs of a node's containers as its files, where the kubelet has the runtime write them: /var/log/pods/NAMESPACE_NAME_UID/CONTAINER/ATTEMPT.log, with
 * a link for each in /var/log/containers (pkg/kubelet/kuberuntime/legacy.go). Nothing is stored twice: they are made when somebody looks.
 */

const PODS = '/var/log/pods';
const LINKS = '/var/log/containers';

/** The directory, file or link at a path, or undefined. */
export function containerLogFile(world: World, host: HostId, path: string): FileNode | undefined {
  if (!path.startsWith('/var/log/') || !world.nodes.has(host)) return undefined;
  if (path === PODS || path === LINKS) return { type: 'directory', mode: 0o755, mtimeUs: 0 };
  if (path.startsWith(`${LINKS}/`)) {
    const container = containersOf(world, host).find((each) => linkName(world, each) === path.slice(LINKS.length + 1));
    return (
      container && { type: 'symlink', target: logPath(world, container), mode: 0o777, mtimeUs: container.createdUs }
    );
  }
  if (!path.startsWith(`${PODS}/`)) return undefined;
  for (const container of containersOf(world, host)) {
    const file = logPath(world, container);
    const mtimeUs = container.createdUs;
    if (file === path) return { type: 'file', content: logText(container), mode: 0o640, mtimeUs };
    if (file.startsWith(`${path}/`)) return { type: 'directory', mode: 0o755, mtimeUs };
  }
  return undefined;
}

/** Names below such a directory. */
export function containerLogNames(world: World, host: HostId, directory: string): readonly string[] {
  if (!directory.startsWith('/var/log') || !world.nodes.has(host)) return [];
  if (directory === '/var/log') return ['containers', 'pods'];
  const containers = containersOf(world, host);
  if (directory === LINKS) return containers.map((each) => linkName(world, each));
  if (!directory.startsWith(PODS)) return [];
  const below = containers.map((each) => logPath(world, each)).filter((path) => path.startsWith(`${directory}/`));
  return below.map((path) => path.slice(directory.length + 1).replace(/\/.*/s, ''));
}

/** Where the log of a container is on its node. */
export function logPath(world: World, { sandbox, config: { name, attempt } }: ContainerRecord): string {
  const { config } = world.sandbox(sandbox);
  return `${PODS}/${config.namespace}_${config.name}_${config.uid}/${name}/${attempt}.log`;
}

function linkName(world: World, { id, sandbox, config: { name } }: ContainerRecord): string {
  const { config } = world.sandbox(sandbox);
  return `${config.name}_${config.namespace}_${name}-${id}.log`;
}

function logText({ log }: ContainerRecord): string {
  return Array.from(log.values(), logFileLine).join('');
}

/** A line as CRI writes it: `2026-01-01T00:00:00.000000000Z stdout F text`. */
function logFileLine({ atUs, stream, text, partial }: LogLine): string {
  return `${logTime(atUs)} ${stream} ${partial ? 'P' : 'F'} ${text}\n`;
}

/** RFC 3339 with nanoseconds. */
export function logTime(atUs: number): string {
  const whole = new Date(LAB_EPOCH_MS + Math.floor(atUs / 1000)).toISOString().slice(0, 19);
  return `${whole}.${String(Math.floor(atUs % 1_000_000)).padStart(6, '0')}000Z`;
}
