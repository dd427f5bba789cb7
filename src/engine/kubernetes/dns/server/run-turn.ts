import type { World } from '../../../kernel/world';
import type { DnsMessage, DnsQuestion } from '../../../packet/dns/message';
import { reply } from '../../../tools/dns-server/reply';
import type { CacheItem, CacheStore } from '../cache-store';
import type { Block, Configuration } from '../configuration';
import { isLeftToServer, RCODE, scrubbed } from '../message';
import { pluginNamed } from '../plugins';
import type { Outcome } from '../plugin';
import type { DnsServerPlace, Exchanged, Request, Turn, Upstream } from '../turn';
import type { CoreDnsData } from './state';

/** What a run waits for. */
export type Wanted =
  | { readonly type: 'exchange'; readonly upstream: Upstream; readonly message: DnsMessage }
  | { readonly type: 'moment'; readonly atUs: number };

/** Thrown by a run that cannot go on yet. */
class Suspended extends Error {
  constructor(readonly wanted: Wanted) {
    super('a run waits');
  }
}

/** Thrown by a run that ends the program. */
class Fatal extends Error {}

/** What a run waited for, and when it was over. */
export interface Heard {
  readonly exchanged: Exchanged;
  readonly atUs: number;
}

/** What a run needs to know that does not change while it waits. */
export interface TurnFacts {
  readonly server: number;
  readonly startedUs: number;
  readonly seed: number;
  readonly heard: readonly Heard[];
  /** What the run recalled before it waited. */
  readonly recalled: ReadonlyMap<string, number | undefined>;
}

/** The effects of a run that has ended. */
export interface Effects {
  readonly lines: readonly string[];
  readonly actions: readonly (() => void)[];
}

export type TurnResult =
  | { readonly type: 'done'; readonly message: DnsMessage; readonly bytes: string; readonly by: string; readonly effects: Effects } // prettier-ignore
  | { readonly type: 'waits'; readonly wanted: Wanted; readonly recalled: TurnFacts['recalled'] }
  | { readonly type: 'fatal'; readonly line: string };

/** What a run may read and change of its server. */
export interface TurnServer {
  readonly world: World;
  readonly data: CoreDnsData;
  readonly place: DnsServerPlace;
  readonly read: (path: string) => string | undefined;
  readonly cacheSet: (key: string, item: CacheItem | undefined, capacity: number) => void;
  readonly remember: (key: string, value: number) => void;
  readonly count: (metric: string, by: number) => void;
  readonly refresh: (server: number, question: DnsQuestion, dnssecOk: boolean) => void;
}

const MOST_LOOKUPS = 8;

/** Sends a question through the plugins once, from the start (dnsserver/server.go: ServeDNS). */
export function runTurn(server: TurnServer, facts: TurnFacts, request: Request): TurnResult {
  const run = new Run(server, facts);
  try {
    const { message, by } = run.serve(request);
    const { message: shown, bytes } = scrubbed(message, request);
    return { type: 'done', message: shown, bytes, by, effects: run.effects };
  } catch (error) {
    if (error instanceof Fatal) return { type: 'fatal', line: error.message };
    if (!(error instanceof Suspended)) throw error;
    return { type: 'waits', wanted: error.wanted, recalled: run.recalled };
  }
}

class Run {
  private readonly lines: string[] = [];
  private readonly actions: (() => void)[] = [];
  private readonly memory = new Map<string, number>();
  readonly recalled: Map<string, number | undefined>;
  private at = 0;
  private nowUs: number;
  private randomState: number;
  private depth = 0;

  constructor(
    private readonly server: TurnServer,
    private readonly facts: TurnFacts,
  ) {
    this.randomState = facts.seed || 1;
    this.recalled = new Map(facts.recalled);
    this.nowUs = facts.startedUs;
  }

  get effects(): Effects {
    return { lines: this.lines, actions: this.actions };
  }

  serve(request: Request): { readonly message: DnsMessage; readonly by: string } {
    const [question] = request.message.questions;
    const refuse = (rcode: number, by: string) => ({ message: reply(request.message, { rcode }), by });
    if (!question) return refuse(RCODE.serverFailure, 'server');
    if (question.class !== 1) return refuse(RCODE.refused, 'server');
    if ((request.message.edns?.version ?? 0) !== 0) return refuse(16, 'server');
    const block = blockFor(this.server.data.configuration, this.facts.server, question.name.toLowerCase());
    const chain = block === undefined ? undefined : this.server.data.configuration.blocks[block];
    if (block === undefined || !chain || chain.chain.length === 0) return refuse(RCODE.refused, 'server no-zone');
    const { message, rcode, by = 'server' } = this.next(chain, block, 0, request);
    if (isLeftToServer(rcode) || !message) return { message: reply(request.message, { rcode }), by };
    return { message, by };
  }

  private next(chain: Block, block: number, index: number, request: Request): Outcome {
    const link = chain.chain[index];
    const before = chain.chain[index - 1]?.plugin ?? 'server';
    if (!link)
      return { rcode: RCODE.serverFailure, error: `plugin/${before}: no next plugin found`, by: 'server no-plugin' };
    const further = (onward: Request): Outcome => this.next(chain, block, index + 1, onward);
    const { serve } = pluginNamed(link.plugin);
    return serve ? serve(link.settings, request, this.turn(block), further) : further(request);
  }

  private turn(block: number): Turn {
    const { server, facts } = this;
    const { world, place, data } = server;
    return {
      world,
      place,
      block,
      startedUs: facts.startedUs,
      now: () => this.nowUs,
      random: () => this.random(),
      log: (line) => {
        this.lines.push(line);
      },
      then: (action) => {
        this.actions.push(action);
      },
      atOnce: (action) => {
        if (this.at >= facts.heard.length) action();
      },
      exchange: (upstream, message) => this.await({ type: 'exchange', upstream, message }),
      waitUntil: (atUs) => {
        this.await({ type: 'moment', atUs });
      },
      lookup: (request, question) => this.lookup(request, question),
      cache: this.cache(block),
      settingsOf: (plugin) => data.configuration.blocks[block]?.chain.find((link) => link.plugin === plugin)?.settings,
      read: server.read,
      remember: (key, value, when) => {
        this.memory.set(`${block} ${key}`, value);
        const write = (): void => server.remember(`${block} ${key}`, value);
        if (when !== 'at-once') this.actions.push(write);
        else if (this.at >= facts.heard.length) write();
      },
      recall: (key) => this.recall(`${block} ${key}`, data),
      count: (metric, by = 1) => server.count(metric, by),
      fatal: (line) => {
        throw new Fatal(line);
      },
    };
  }

  private cache(block: number): CacheStore {
    const { server, facts } = this;
    const keyOf = (kind: string, key: string): string => `${block} ${kind} ${key}`;
    return {
      get: (kind, key) => server.data.cache.get(keyOf(kind, key)),
      set: (kind, key, item, capacity) => server.cacheSet(keyOf(kind, key), item, capacity),
      delete: (kind, key) => server.cacheSet(keyOf(kind, key), undefined, 0),
      refresh: ({ name, type, dnssecOk }) => server.refresh(facts.server, { name, type, class: 1 }, dnssecOk),
    };
  }

  /** xorshift32, as the world's own generator. */
  private random(): number {
    let x = this.randomState;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.randomState = x >>> 0;
    return this.randomState;
  }

  private recall(key: string, data: CoreDnsData): number | undefined {
    if (this.memory.has(key)) return this.memory.get(key);
    if (!this.recalled.has(key)) this.recalled.set(key, data.memory.get(key));
    return this.recalled.get(key);
  }

  /** What was waited for, when it is known already. */
  private await(wanted: Wanted): Exchanged {
    const known = this.facts.heard[this.at++];
    if (known === undefined) throw new Suspended(wanted);
    this.nowUs = known.atUs;
    return known.exchanged;
  }

  private lookup(request: Request, question: DnsQuestion): DnsMessage | undefined {
    if (this.depth >= MOST_LOOKUPS) return undefined;
    this.depth++;
    const edns = { version: 0, udpSize: request.message.edns?.udpSize ?? 512, dnssecOk: request.message.edns?.dnssecOk ?? false, options: [] }; // prettier-ignore
    const { message } = this.serve({ ...request, message: { ...request.message, questions: [question], edns } });
    this.depth--;
    return message;
  }
}

/** The block for a name: of the longest zone that it is in. */
export function blockFor(configuration: Configuration, server: number, name: string): number | undefined {
  const zones = configuration.servers[server]?.zones;
  for (let rest = name; ;) {
    const block = zones?.get(rest);
    if (block !== undefined) return block;
    if (rest === '.' || rest === '') return undefined;
    const dot = rest.indexOf('.');
    rest = dot < 0 || dot === rest.length - 1 ? '.' : rest.slice(dot + 1);
  }
}
