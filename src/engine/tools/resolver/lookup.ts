import { beginPacket, trace } from '../../kernel/trace';
import type { Process } from '../tool';
import {
  hostServices,
  inFiles,
  resolveLocally,
  sorted,
  type AllResolved,
  type Hints,
  type Resolution,
} from './getaddrinfo';
import { resolveInDns, type StubResult } from './stub';

/** getaddrinfo(3) of a program that is about to send something: that nobody knows the name is then what the packet walk has to tell. */
export async function lookUp(process: Process, name: string, hints: Hints = {}): Promise<Resolution> {
  const all = await lookUpAll(process, name, hints);
  return 'found' in all ? (all.found[0] ?? { type: 'error', error: 'EAI_NONAME' }) : { type: 'error', ...all };
}

/** The same with every address, best first, for a program that tries one after the other. */
export async function lookUpAll(process: Process, name: string, hints: Hints = {}): Promise<AllResolved> {
  const all = await resolveName(process, name, hints);
  if ('found' in all) return all;
  const { world, netns, files } = process;
  const id = beginPacket(world, () => `look up ${name}`);
  trace(world, id, netns, undefined, () => ({ type: 'resolve', name, asked: hostServices(files) }));
  return all;
}

/** Every address of a name, best first, from the services that nsswitch.conf names in their order; the DNS is asked over the network. */
export async function resolveName(process: Process, name: string, hints: Hints = {}): Promise<AllResolved> {
  const { files } = process;
  const local = resolveLocally(files, name, hints);
  if (local !== 'ask-dns') return local;
  const asked = await resolveInDns(process, name, hints.family === undefined ? ['inet', 'inet6'] : [hints.family]);
  if (asked.type === 'found') {
    const { canonicalName, addresses } = asked;
    return {
      found: sorted(
        addresses.map((address) => ({ ...address, canonicalName })),
        hints,
      ),
    };
  }
  const services = hostServices(files);
  const after = services.slice(services.indexOf('dns') + 1);
  const later = after.includes('files') ? inFiles(files, name, hints) : undefined;
  return later ?? { error: ERRORS[asked.type] };
}

const ERRORS = { 'no-name': 'EAI_NONAME', 'no-data': 'EAI_NODATA', again: 'EAI_AGAIN' } as const satisfies Record<
  Exclude<StubResult['type'], 'found'>,
  string
>;
