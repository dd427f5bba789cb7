import type { DnsServerPlace, Request, Turn } from './turn';
import type { Controller } from './corefile/controller';
import type { DnsMessage } from '../../packet/dns/message';

/** What came of a question in a plugin and those behind it. */
export interface Outcome {
  /** What was written to the client; undefined when nothing was, and the server answers with `rcode`. */
  readonly message?: DnsMessage;
  readonly rcode: number;
  /** What the plugin errors logs. */
  readonly error?: string;
  /** The plugin that answered, and why it answered so, for the packet walk. */
  readonly by?: string;
}

/** Hands a question on to the plugins behind. */
export type Next = (request: Request) => Outcome;

/**
 * A plugin of CoreDNS: how its directive is read, and what it does with a question. What it read is plain data, so that a server forks with the lab; it is
 * given back with every question.
 */
export interface Plugin<C = unknown> {
  readonly name: string;
  /** Reads the directive; each value answered is one place in the chain. Throws CorefileError. */
  readonly setup: (controller: Controller) => readonly C[];
  readonly serve?: (config: C, request: Request, turn: Turn, next: Next) => Outcome;
  /** Whether it is ready to answer, for the plugin ready; undefined: it never says. */
  readonly ready?: (config: C, place: DnsServerPlace) => boolean;
}

/** Forgets what kind of settings a plugin has: whoever calls it gives it what its own setup answered. */
export function anyPlugin<C>(plugin: Plugin<C>): Plugin {
  const { serve, ready } = plugin;
  return {
    name: plugin.name,
    setup: plugin.setup,
    ...(serve && { serve: (config, request, turn, next) => serve(config as C, request, turn, next) }),
    ...(ready && { ready: (config, place) => ready(config as C, place) }),
  };
}
