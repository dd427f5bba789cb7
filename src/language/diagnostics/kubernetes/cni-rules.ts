import { nearest } from '../../../grammar';
import { CONFIGURATIONS, readNetwork } from '../../../engine/kubernetes/node/cni/configuration';
import { PLUGINS } from '../../../engine/kubernetes/node/cni/plugins';
import { hereDocuments } from '../../manifest/here-documents';
import type { Span } from '../../syntax/shell-script';
import { judgeIpv4, withoutHostBits } from '../literals';
import type { Problem } from '../problem';
import { replaceWith, report } from '../report';

/** Plugins of the CNI project that are not built here, and those of add-ons: nothing is wrong with naming them. */
const OTHERS = ['dhcp', 'dummy', 'host-device', 'ipvlan', 'macvlan', 'sbr', 'tap', 'vlan', 'vrf', 'cilium-cni', 'multus', 'ovn-k8s-cni-overlay', 'antrea']; // prettier-ignore

/** A configuration of CNI that a here-document writes where containerd reads it, and where it stands. */
interface Configuration extends Span {
  readonly file: string;
  readonly text: string;
}

export function configurationsIn(source: string): readonly Configuration[] {
  return hereDocuments(source).flatMap(({ start, end, text }) => {
    const opening = source.slice(source.lastIndexOf('\n', start - 2) + 1, start);
    const [, name] = new RegExp(`${CONFIGURATIONS}/([\\w.-]+\\.(?:conflist|conf|json))`).exec(opening) ?? [];
    return name === undefined ? [] : [{ file: `${CONFIGURATIONS}/${name}`, text, start, end }];
  });
}

/** What containerd would not load, plugins that there are not, subnets that are none. */
export function cniProblems(source: string): readonly Problem[] {
  return configurationsIn(source).flatMap((configuration) => {
    const loaded = readNetwork(configuration.file, configuration.text);
    if ('problem' in loaded) {
      const message = loaded.problem.replace(/^failed to load .*?: /, '').replace(/: invalid cni config$/, '');
      const place = { start: configuration.start, end: Math.max(configuration.start, configuration.end - 1) };
      return [report('yaml-syntax', place, { format: 'CNI configuration', message })];
    }
    return [...unknownPlugins(configuration), ...wrongSubnets(configuration)];
  });
}

/** Values of a key, with the place of what stands between the quotes. */
export function valuesOf({ text, start }: Configuration, key: string): readonly (Span & { readonly value: string })[] {
  return [...text.matchAll(new RegExp(`"${key}"\\s*:\\s*"([^"]*)"`, 'g'))].map((match) => {
    const value = match[1] ?? '';
    const end = start + match.index + match[0].length - 1;
    return { value, start: end - value.length, end };
  });
}

function unknownPlugins(configuration: Configuration): readonly Problem[] {
  const known = [...PLUGINS.keys(), ...OTHERS];
  return valuesOf(configuration, 'type').flatMap(({ value, start, end }): readonly Problem[] => {
    const close = known.includes(value) ? undefined : nearest(value, known);
    if (close === undefined) return [];
    const facts = { code: 'unknown-word', text: value, nearest: close, of: 'CNI' } as const;
    return [{ start, end, severity: 'error', facts, fixes: [replaceWith({ start, end }, close)] }];
  });
}

function wrongSubnets(configuration: Configuration): readonly Problem[] {
  return valuesOf(configuration, 'subnet').flatMap(({ value, start, end }): readonly Problem[] => {
    const judged = judgeIpv4(value);
    if (value.includes(':')) return [];
    if (judged.verdict !== 'fine') {
      const why = judged.verdict === 'bad-length' ? 'length' : 'address';
      return [{ start, end, severity: 'error', facts: { code: 'invalid-prefix', text: value, why }, fixes: [] }];
    }
    const network = judged.length === undefined ? undefined : withoutHostBits(judged.address, judged.length);
    if (network === undefined) return [];
    const fixes = [replaceWith({ start, end }, network)];
    return [report('ip-block-host-bits', { start, end }, { text: value, suggestion: network }, fixes)];
  });
}
