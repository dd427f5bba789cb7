import { LAB_EPOCH_MS } from '../../../kernel/clock';
import { rcodeName, typeName } from '../../../packet/dns/message';
import type { CoreDnsData } from './state';

/** What the plugin prometheus shows of what was counted (plugin/metrics/vars, plugin/cache/metrics.go). */
export function metricsText(data: CoreDnsData, nowUs: number): string {
  const server = `dns://:${data.configuration.servers[0]?.port ?? 53}`;
  const lines: string[] = [];
  const family = (
    name: string,
    type: string,
    help: string,
    values: readonly (readonly [labels: string, value: number | string])[],
  ): void => {
    if (values.length === 0) return;
    lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`);
    for (const [labels, value] of values) lines.push(`${name}${labels === '' ? '' : `{${labels}}`} ${value}`);
  };
  const counted = (prefix: string): readonly (readonly [rest: string, value: number])[] =>
    [...data.counters]
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1));
  family(
    'coredns_build_info',
    'gauge',
    "A metric with a constant '1' value labeled by version, revision, and goversion from which CoreDNS was built.",
    [
      // prettier-ignore
      ['goversion="go1.25.2",revision="1db4568",version="1.13.1"', 1],
    ],
  );
  const entries = (kind: string): number => [...data.cache.keys()].filter((key) => key.split(' ')[1] === kind).length;
  const hasCache = data.configuration.blocks.some(({ chain }) => chain.some(({ plugin }) => plugin === 'cache'));
  const cacheLabels = (type: string): string => `server="${server}",type="${type}",view="",zones="."`;
  if (hasCache) {
    family('coredns_cache_entries', 'gauge', 'The number of elements in the cache.', [
      [cacheLabels('denial'), entries('denial')],
      [cacheLabels('success'), entries('success')],
    ]);
  }
  family('coredns_cache_hits_total', 'counter', 'The count of cache hits.', counted('cache hits ').map(([type, value]) => [cacheLabels(type), value])); // prettier-ignore
  family('coredns_cache_misses_total', 'counter', 'The count of cache misses. Deprecated, derive misses from cache hits/requests counters.', counted('cache misses').map(([, value]) => [`server="${server}",view="",zones="."`, value])); // prettier-ignore
  family(
    'coredns_dns_requests_total',
    'counter',
    'Counter of DNS requests made per zone, protocol and family.',
    counted('requests ').map(([rest, value]) => {
      // prettier-ignore
      const [proto = '', number = '', type = '0'] = rest.split(' ');
      return [
        `family="${number}",proto="${proto}",server="${server}",type="${typeName(Number(type))}",view="",zone="."`,
        value,
      ];
    }),
  );
  family(
    'coredns_dns_responses_total',
    'counter',
    'Counter of response status codes.',
    counted('responses ').map(([rcode, value]) => [
      // prettier-ignore
      `plugin="",rcode="${rcodeName(Number(rcode))}",server="${server}",view="",zone="."`,
      value,
    ]),
  );
  family('coredns_panics_total', 'counter', 'A metrics that counts the number of panics.', [['', 0]]);
  family(
    'coredns_plugin_enabled',
    'gauge',
    'A metric that indicates whether a plugin is enabled on per server and zone basis.', // prettier-ignore
    data.configuration.blocks.flatMap(({ chain }) =>
      [...new Set(chain.map(({ plugin }) => plugin))]
        .sort()
        .map((plugin) => [`name="${plugin}",server="${server}",view="",zone="."`, 1] as const),
    ),
  );
  if (data.configuration.reload) {
    family(
      'coredns_reload_version_info',
      'gauge',
      "A metric with a constant '1' value labeled by hash, and value which type of hash generated.",
      [
        // prettier-ignore
        [`hash="sha512",value="${data.configuration.digest}"`, 1],
      ],
    );
  }
  family('process_start_time_seconds', 'gauge', 'Start time of the process since unix epoch in seconds.', [
    ['', (LAB_EPOCH_MS + data.startedUs / 1000) / 1000],
  ]);
  void nowUs;
  return `${lines.join('\n')}\n`;
}
