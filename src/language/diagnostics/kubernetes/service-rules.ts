import { nearest } from '../../../grammar';
import type { Manifest } from '../../manifest/manifest';
import type { Fix, Problem } from '../problem';
import { replaceWith, report } from '../report';
import { labelText, list, namespaceOf, nameOf, record, text, texts, type PodShape, type Surroundings } from './shapes';

/** Services that find no Pods, or the wrong port of them. */
export function serviceProblems(manifest: Manifest, around: Surroundings): readonly Problem[] {
  const { value, kind } = manifest;
  if (kind !== 'Service' || !value) return [];
  const spec = record(value.spec);
  const selector = texts(spec.selector);
  if (spec.type === 'ExternalName' || Object.keys(selector).length === 0) return [];
  const own = namespaceOf(value);
  const fitting = around.pods.filter(({ labels }) => Object.entries(selector).every(([k, v]) => labels[k] === v));
  const here = fitting.filter(({ namespace }) => namespace === own);
  if (here.length > 0) return portProblems(manifest, here);
  // Nothing is known of Pods that other notebooks made, unless there is a cluster or a manifest to look at.
  if (!around.complete && around.pods.length === 0) return [];
  const span = manifest.spanOf(['spec', 'selector']);
  const [elsewhere] = fitting;
  const values = { name: nameOf(value), labels: labelText(selector), own };
  if (elsewhere) {
    const at = manifest.spanOf(['metadata', 'namespace']);
    const place = at ?? span;
    const { namespace } = elsewhere;
    if (!place) return [];
    const fixes = at ? [replaceWith(at, namespace)] : namespaceFix(manifest, namespace);
    return [report('service-wrong-namespace', place, { ...values, namespace }, fixes)];
  }
  return span
    ? [
        report(
          'service-without-pods',
          span,
          values,
          closestLabels(manifest, ['spec', 'selector'], selector, around, own),
        ),
      ]
    : [];
}

/** A line `namespace: x` behind the name. */
function namespaceFix(manifest: Manifest, namespace: string): readonly Fix[] {
  const name = manifest.keySpanOf(['metadata', 'name']);
  const value = manifest.spanOf(['metadata', 'name']);
  if (!name || !value) return [];
  return [
    {
      kind: 'replace',
      text: `namespace: ${namespace}`,
      edits: [{ start: name.start, end: name.start, newText: `namespace: ${namespace}, `.replace(', ', '\n  ') }],
    },
  ];
}

/** Values of the selector changed to those of the Pods that it comes nearest to. */
export function closestLabels(
  manifest: Manifest,
  path: readonly (string | number)[],
  selector: Readonly<Record<string, string>>,
  { pods }: Surroundings,
  namespace: string,
): readonly Fix[] {
  const keys = Object.keys(selector);
  const candidates = pods.filter(
    (pod) => pod.namespace === namespace && keys.every((key) => pod.labels[key] !== undefined),
  );
  const differing = (pod: PodShape): readonly string[] => keys.filter((key) => pod.labels[key] !== selector[key]);
  const [best] = candidates.toSorted(
    (a, b) => differing(a).length - differing(b).length || closeness(b) - closeness(a),
  );
  function closeness(pod: PodShape): number {
    return keys.filter((key) => nearest(selector[key] ?? '', [pod.labels[key] ?? '']) !== undefined).length;
  }
  if (!best) return [];
  const edits = differing(best).flatMap((key) => {
    const span = manifest.spanOf([...path, key]);
    return span ? [{ ...span, newText: best.labels[key] ?? '' }] : [];
  });
  return edits.length === 0 ? [] : [{ kind: 'replace', text: edits.map(({ newText }) => newText).join(', '), edits }];
}

function portProblems(manifest: Manifest, pods: readonly PodShape[]): readonly Problem[] {
  const declared = pods.flatMap(({ ports }) => ports);
  const name = nameOf(manifest.value ?? {});
  return list(record(manifest.value?.spec).ports).flatMap((each, index): readonly Problem[] => {
    const { port, targetPort, protocol = 'TCP' } = record(each);
    const target = targetPort ?? port;
    const path = ['spec', 'ports', index, targetPort === undefined ? 'port' : 'targetPort'];
    const span = manifest.spanOf(path);
    const fitting = declared.filter((own) => own.protocol === protocol);
    if (!span) return [];
    if (typeof target === 'string' && !/^\d+$/.test(target)) {
      const names = fitting.flatMap((own) => own.name ?? []);
      if (names.includes(target)) return [];
      const close = nearest(target, names) ?? (new Set(names).size === 1 ? names[0] : undefined);
      const only = fitting.length === 1 ? String(fitting[0]?.port) : undefined;
      const better = close ?? only;
      const values = { name, text: target, ports: names.join(', ') || '-' };
      return [report('named-port-missing', span, values, better === undefined ? [] : [replaceWith(span, better)])];
    }
    // Ports of containers are declared for information only: without any, nothing is known.
    if (fitting.length === 0 || fitting.some((own) => own.port === Number(target))) return [];
    const ports = [...new Set(fitting.map((own) => own.port))];
    const values = { name, text: text(target) ?? '', ports: ports.join(', ') };
    const fixes = ports.map((own) =>
      targetPort === undefined
        ? ({ kind: 'replace', text: `targetPort: ${own}`, edits: [{ start: span.end, end: span.end, newText: `\n${indentOf(manifest, path)}targetPort: ${own}` }] } as const)
        : replaceWith(span, String(own)),
    ); // prettier-ignore
    return [
      report(
        'target-port-unheard',
        span,
        values,
        isFlow(manifest, index) && targetPort === undefined ? [] : fixes.slice(0, 2),
      ),
    ];
  });
}

/** `{ port: 80 }` has no line of its own to put another field on. */
function isFlow(manifest: Manifest, index: number): boolean {
  const item = manifest.spanOf(['spec', 'ports', index]);
  const first = manifest.keySpanOf(['spec', 'ports', index, 'port']);
  return item !== undefined && first !== undefined && item.start < first.start && columnOf(manifest, item.start) !== columnOf(manifest, first.start) && item.start === first.start - 2;
} // prettier-ignore

function columnOf({ column }: Manifest, offset: number): number {
  return column(offset);
}

function indentOf(manifest: Manifest, path: readonly (string | number)[]): string {
  return ' '.repeat(columnOf(manifest, manifest.keySpanOf(path)?.start ?? 0));
}
