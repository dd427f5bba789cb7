import { nearest } from '../../../grammar';
import type { Manifest } from '../../manifest/manifest';
import type { Problem } from '../problem';
import { replaceWith, report } from '../report';
import { record, text } from './shapes';

/** Plugins that CoreDNS 1.12 is built with (plugin.cfg). */
const PLUGINS = ('acl any auto autopath azure bind bufsize cache cancel chaos clouddns debug dns64 dnssec dnstap erratic errors etcd file forward geoip grpc grpc_server header health hosts https https3 import k8s_external kubernetes ' + // prettier-ignore
  'loadbalance local log loop metadata minimal multisocket nomad nsid pprof prometheus quic ready reload rewrite root route53 secondary sign template timeouts tls tls_servers trace transfer tsig view whoami').split(' '); // prettier-ignore

/** A Corefile in a ConfigMap: braces that do not match, plugins that there are not. */
export function corefileProblems(manifest: Manifest): readonly Problem[] {
  const { value, kind } = manifest;
  const corefile = text(record(value?.data).Corefile);
  const block = manifest.spanOf(['data', 'Corefile']);
  if (kind !== 'ConfigMap' || corefile === undefined || !block) return [];
  const problems: Problem[] = [];
  let depth = 0;
  let from = block.start;
  for (const line of corefile.split('\n')) {
    const words = line
      .replace(/#.*/, '')
      .trim()
      .split(/\s+/)
      .filter((word) => word !== '');
    const [first = ''] = words;
    if (first === '') continue;
    const at = manifest.find(line.trim(), { start: from, end: block.end });
    if (at >= 0) from = at + line.trim().length;
    if (depth === 1 && first !== '}' && !PLUGINS.includes(first) && at >= 0) {
      const close = nearest(first, PLUGINS);
      const span = { start: at, end: at + first.length };
      const message = `Unknown directive '${first}'`;
      problems.push(report('corefile-error', span, { message }, close === undefined ? [] : [replaceWith(span, close)]));
    }
    depth += words.filter((word) => word === '{').length - words.filter((word) => word === '}').length;
  }
  if (depth !== 0) {
    const key = manifest.keySpanOf(['data', 'Corefile']) ?? block;
    problems.push(
      report('corefile-error', key, { message: depth > 0 ? "Unexpected EOF, '}' is missing" : "'}' without '{'" }),
    );
  }
  return problems;
}
