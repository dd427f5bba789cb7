import { CorefileError } from './corefile/error';
import { Controller, type BlockSettings, type HttpEndpoint, type SetupPlace } from './corefile/controller';
import { configurationDigest } from './corefile/digest';
import { parseCorefile, type CorefilePlace, type ServerBlock } from './corefile/parse';
import { DIRECTIVES, KNOWN_DIRECTIVES, pluginNamed } from './plugins';
import { reverseFamily, splitHostPort, transportOf, zoneName } from './zones';

/** What a Corefile says, as plain data: server blocks with their plugins in order, and the servers that listen for them. */
export interface Configuration {
  readonly digest: string;
  readonly blocks: readonly Block[];
  readonly servers: readonly ServerAddress[];
  readonly http: readonly (HttpEndpoint & { readonly block: number })[];
  readonly reload: BlockSettings['reload'];
  readonly lameduckUs: number;
}

export interface Block {
  /** The plugins of the chain, the one that is asked first in front. */
  readonly chain: readonly Link[];
}

export interface Link {
  readonly plugin: string;
  readonly settings: unknown;
}

/** One address that is listened on, and the zones that are served there. */
export interface ServerAddress {
  /** '' for every address. */
  readonly host: string;
  readonly port: number;
  /** Zone → number of its block. */
  readonly zones: ReadonlyMap<string, number>;
}

interface ZoneAddress {
  readonly transport: string;
  readonly zone: string;
  readonly port: string;
}

export type ConfigurationPlace = CorefilePlace & SetupPlace;

/** Reads a Corefile and sets its plugins up (caddy.go: ValidateAndExecuteDirectives, dnsserver/register.go). Throws CorefileError. */
export function configure(text: string, place: ConfigurationPlace): Configuration {
  const parsed = parseCorefile(text, place, KNOWN_DIRECTIVES);
  const digest = digestOf(text, place);
  const addresses = parsed.map(({ keys }) => zoneAddresses(keys));
  const drafts = parsed.map((block, index) => ({
    directives: block.directives,
    keys: (addresses[index] ?? []).map(({ transport, zone, port }) => `${transport}://${zone}:${port}`),
    settings: emptySettings(),
    chain: [] as Link[],
  }));
  for (const name of DIRECTIVES) {
    for (const { directives, keys, settings, chain } of drafts) {
      const words = directives.get(name);
      if (!words || keys.length === 0) continue;
      const plugin = pluginNamed(name);
      const controller = new Controller(place.path, words, keys, settings, place);
      try {
        for (const made of plugin.setup(controller)) chain.push({ plugin: name, settings: made });
      } catch (error) {
        if (!(error instanceof CorefileError)) throw error;
        throw new CorefileError(`plugin/${name}: ${error.message}`);
      }
    }
  }
  const servers = listenAddresses(
    drafts.map(({ settings }, index) => ({ settings, addresses: addresses[index] ?? [] })),
  );
  return {
    digest,
    blocks: drafts.map(({ chain }) => ({ chain })),
    servers,
    http: drafts.flatMap(({ settings }, block) => settings.http.map((endpoint) => ({ ...endpoint, block }))),
    reload: drafts.map(({ settings }) => settings.reload).find((found) => found !== undefined),
    lameduckUs: Math.max(0, ...drafts.map(({ settings }) => settings.lameduckUs)),
  };
}

/** The sum of a Corefile as the plugin reload compares it: what is no Corefile throws CorefileError, what plugins say does not matter. */
export function digestOf(text: string, place: CorefilePlace): string {
  const blocks: readonly ServerBlock[] = parseCorefile(text, place);
  const key = `${place.path}\0${JSON.stringify(blocks.map(({ keys, directives }) => [keys, [...directives]]))}`;
  const known = DIGESTS.get(key);
  if (known !== undefined) return known;
  const digest = configurationDigest(blocks);
  if (DIGESTS.size >= MOST_DIGESTS) DIGESTS.clear();
  DIGESTS.set(key, digest);
  return digest;
}

/** Sums by what they are made of: every lab starts with the same Corefile. */
const DIGESTS = new Map<string, string>();
const MOST_DIGESTS = 50;

function emptySettings(): BlockSettings {
  return { listenHosts: [''], debug: false, http: [], reload: undefined, lameduckUs: 0 };
}

const PORTS: ReadonlyMap<string, string> = new Map([['dns', '53'], ['tls', '853'], ['quic', '853'], ['grpc', '443'], ['https', '443']]); // prettier-ignore

/** The addresses of a server block, one for each zone (dnsContext.InspectServerBlocks). */
function zoneAddresses(keys: readonly string[]): readonly ZoneAddress[] {
  return keys.flatMap((key) => {
    const { transport, rest } = transportOf(key);
    try {
      const { hosts, port } = splitHostPort(rest);
      // Zones keep the case in which they are written; names are compared in small letters.
      return hosts.map((host) => ({ transport, zone: zoneName(host), port: port === '' ? (PORTS.get(transport) ?? '53') : port })); // prettier-ignore
    } catch (error) {
      if (!(error instanceof CorefileError)) throw error;
      throw new CorefileError(`error inspecting server blocks: ${error.message}`);
    }
  });
}

function listenAddresses(
  blocks: readonly { readonly settings: BlockSettings; readonly addresses: readonly ZoneAddress[] }[],
): readonly ServerAddress[] {
  const servers = new Map<string, { host: string; port: number; zones: Map<string, number> }>();
  const bound = new Map<string, string>();
  for (const [block, { settings, addresses }] of blocks.entries()) {
    for (const { transport, zone, port } of addresses) {
      for (const host of settings.listenHosts) {
        const on = host === '' ? '' : ` on ${host}`;
        const name = `${transport}://${zone}:${port}`;
        const other = bound.get(name);
        const same = servers.get(`${transport} ${host} ${port}`)?.zones.has(zone) === true;
        if (same) throw new CorefileError(`cannot serve ${name}${on} - it is already defined`);
        if (other !== undefined && (other === '' || host === '')) {
          const taken = other === '' ? name : `${name} on ${other}`;
          throw new CorefileError(`cannot serve ${name}${on} - zone overlap listener capacity with ${taken}`);
        }
        bound.set(name, host);
        if (transport !== 'dns') throw new CorefileError(`cka-net: servers of ${transport} are not simulated yet`);
        const number = Number(port);
        if (!Number.isInteger(number) || number < 0 || number > 65535)
          throw new CorefileError(`address ${port}: invalid port`);
        const key = `${transport} ${host} ${port}`;
        const server = servers.get(key) ?? { host, port: number, zones: new Map<string, number>() };
        server.zones.set(zone, block);
        servers.set(key, server);
      }
    }
  }
  return [...servers.values()];
}

/** What the server prints when it starts, a line for each zone (dnsserver/onstartup.go). */
export function startUpLines({ host, port, zones }: ServerAddress): string {
  return [...zones.keys()]
    .sort()
    .map((zone) => {
      const preferred = zone === '.' || reverseFamily(zone) !== undefined || /^(([A-Za-z]([A-Za-z0-9-]*[A-Za-z0-9])?)\.)+$/.test(zone); // prettier-ignore
      const warning = preferred
        ? ''
        : `Warning: Domain ${JSON.stringify(zone)} does not follow RFC1035 preferred syntax\n`;
      return `${warning}${zone}:${port}${host === '' ? '' : ` on ${host}`}\n`;
    })
    .join('');
}
