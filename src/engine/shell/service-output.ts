import { appendLog } from '../kernel/containers/log';
import { logToJournal } from '../kernel/systemd/journal';
import type { ServiceRecord, Sink } from '../kernel/service-records';
import type { World } from '../kernel/world';
import { HostFileSystem, type Standpoint } from './files/host-file-system';

/** What a service prints: to its file, or kept for the reader until the shell shows it. */
export function printFrom(
  world: World,
  { pid, host, netns, sinks }: Pick<ServiceRecord, 'pid' | 'host' | 'netns' | 'sinks'>,
  stream: 'out' | 'err',
  text: string,
): void {
  const sink = sinks[stream];
  if (text === '') return;
  if (sink.to === 'file') appendFile(world, { host, netns }, sink.path, text);
  else if (sink.to === 'reader') {
    const service = world.writeService(pid);
    service.output = [...service.output, { stream: sink.stream ?? stream, text }];
  } else if (sink.to === 'container') appendLog(world, sink.id, sink.stream, text);
  else if (sink.to === 'journal') {
    const { unit, identifier } = sink;
    for (const message of text.replace(/\n$/, '').split('\n')) {
      logToJournal(world, host, { identifier, pid, unit, priority: 6, message });
    }
  }
}

/** Writes to a sink that is no reader. */
export function writeSink(world: World, at: Standpoint, sink: Sink, text: string): void {
  if (sink.to === 'file' && text !== '') appendFile(world, at, sink.path, text);
}

function appendFile(world: World, at: Standpoint, path: string, text: string): void {
  const files = new HostFileSystem(world, () => at);
  const before = files.lookup(path) ? files.read(path) : '';
  files.write(path, (typeof before === 'string' ? before : new TextDecoder().decode(before)) + text);
}
