import { beginPacket, trace } from '../../kernel/trace';
import type { Process } from '../tool';
import { getaddrinfo, hostServices, type Resolution } from './getaddrinfo';

type Hints = Parameters<typeof getaddrinfo>[2];

/** getaddrinfo(3) of a program that is about to send something: that nobody knows the name is then what the packet walk has to tell. */
export function lookUp(process: Process, name: string, hints?: Hints): Resolution {
  const found = getaddrinfo(process.files, name, hints);
  if (found.type === 'error') {
    const { world, netns, files } = process;
    const id = beginPacket(world, () => `look up ${name}`);
    trace(world, id, netns, undefined, () => ({ type: 'resolve', name, asked: hostServices(files) }));
  }
  return found;
}
