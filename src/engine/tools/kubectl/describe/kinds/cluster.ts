import { listAt, mapAt, numberAt, textAt, textsAt, type Json } from '../../json/types';
import { StatusError } from '../../errors/errors';
import { formatOf, parseQuantity, quantityText } from '../../quantity/quantity';
import { rfc1123 } from '../../time/ages';
import { annotations, events, labels, selectorText } from '../parts';
import type { DescribeWriter } from '../writer';
import type { Describe, DescribeContext } from './context';

/** What a scope of a quota means (helpTextForResourceQuotaScope). */
const SCOPES: ReadonlyMap<string, string> = new Map([
  [
    'Terminating',
    'Matches all pods that have an active deadline. These pods have a limited lifespan on a node before being actively terminated by the system.',
  ],
  [
    'NotTerminating',
    'Matches all pods that do not have an active deadline. These pods usually include long running pods whose container command is not expected to terminate.',
  ],
  [
    'BestEffort',
    'Matches all pods that do not have resource requirements set. These pods have a best effort quality of service.',
  ],
  [
    'NotBestEffort',
    'Matches all pods that have at least one resource requirement set. These pods have a burstable or guaranteed quality of service.',
  ],
]);

/** describeNamespace. */
export const describeNamespace: Describe = async (context) => {
  const { w, object } = context;
  const meta = mapAt(object, 'metadata');
  w.field('Name', textAt(meta, 'name'));
  labels(w, 'Labels', mapAt(meta, 'labels'));
  annotations(w, 'Annotations', mapAt(meta, 'annotations'));
  w.field('Status', textAt(object, 'status', 'phase'));
  const conditions = listAt(object, 'status', 'conditions');
  if (conditions.length > 0) {
    w.write(0, 'Conditions:\n');
    w.write(1, 'Type\tStatus\tLastTransitionTime\tReason\tMessage\n');
    w.write(1, '----\t------\t------------------\t------\t-------\n');
  }
  for (const one of conditions)
    w.write(
      1,
      `${textAt(one, 'type')}\t${textAt(one, 'status')}\t${rfc1123(textAt(one, 'lastTransitionTime'))}\t${textAt(one, 'reason')}\t${textAt(one, 'message')}\n`,
    );
  const quotas = await items(context, 'resourcequotas');
  if (quotas) {
    w.write(0, '\n');
    quotaList(w, quotas);
  }
  const ranges = await items(context, 'limitranges');
  if (ranges) {
    w.write(0, '\n');
    limitRanges(w, ranges);
  }
};

async function items({ k, object }: DescribeContext, plural: string): Promise<readonly Json[] | undefined> {
  try {
    const list = await k.client.json('GET', `/api/v1/namespaces/${textAt(object, 'metadata', 'name')}/${plural}`, {
      query: { limit: 500 },
    });
    return listAt(list, 'items');
  } catch (error) {
    if (error instanceof StatusError && error.apiStatus.code === 404) return undefined;
    throw error;
  }
}

function scopesOf(quota: Json): readonly string[] {
  return listAt(quota, 'spec', 'scopes')
    .map((scope) => (typeof scope === 'string' ? scope : ''))
    .sort();
}

function quotaList(w: DescribeWriter, quotas: readonly Json[]): void {
  if (quotas.length === 0) {
    w.write(0, 'No resource quota.\n');
    return;
  }
  w.write(0, 'Resource Quotas\n');
  for (const quota of [...quotas].sort((a, b) =>
    textAt(a, 'metadata', 'name') < textAt(b, 'metadata', 'name') ? -1 : 1,
  )) {
    w.field('Name', textAt(quota, 'metadata', 'name'), 1);
    const scopes = scopesOf(quota);
    if (scopes.length > 0) w.field('Scopes', scopes.join(', '), 1);
    for (const scope of scopes) if (SCOPES.has(scope)) w.write(1, `* ${SCOPES.get(scope) ?? ''}\n`);
    w.write(1, 'Resource\tUsed\tHard\n');
    w.write(1, '--------\t---\t---\n');
    for (const [name, hard] of textsAt(quota, 'status', 'hard'))
      w.write(1, `${name}\t${textAt(quota, 'status', 'used', name) || '0'}\t${hard}\n`);
  }
}

function limitRanges(w: DescribeWriter, ranges: readonly Json[]): void {
  if (ranges.length === 0) {
    w.write(0, 'No LimitRange resource.\n');
    return;
  }
  w.write(0, 'Resource Limits\n Type\tResource\tMin\tMax\tDefault Request\tDefault Limit\tMax Limit/Request Ratio\n');
  w.write(0, ' ----\t--------\t---\t---\t---------------\t-------------\t-----------------------\n');
  for (const range of ranges) limits(w, range, ' ');
}

function limits(w: DescribeWriter, range: Json, prefix: string): void {
  const fields = ['min', 'max', 'defaultRequest', 'default', 'maxLimitRequestRatio'];
  for (const item of listAt(range, 'spec', 'limits')) {
    const names = new Set(fields.flatMap((field) => Object.keys(mapAt(item, field))));
    for (const name of [...names].sort())
      w.write(
        0,
        `${prefix}${textAt(item, 'type')}\t${name}\t${fields.map((field) => textAt(item, field, name) || '-').join('\t')}\n`,
      );
  }
}

/** describeLimitRange. */
export const describeLimitRange: Describe = ({ w, object }) => {
  w.field('Name', textAt(object, 'metadata', 'name'));
  w.field('Namespace', textAt(object, 'metadata', 'namespace'));
  w.write(0, 'Type\tResource\tMin\tMax\tDefault Request\tDefault Limit\tMax Limit/Request Ratio\n');
  w.write(0, '----\t--------\t---\t---\t---------------\t-------------\t-----------------------\n');
  limits(w, object, '');
};

/** describeQuota. */
export const describeQuota: Describe = ({ w, object }) => {
  w.field('Name', textAt(object, 'metadata', 'name'));
  w.field('Namespace', textAt(object, 'metadata', 'namespace'));
  const scopes = scopesOf(object);
  if (scopes.length > 0) w.field('Scopes', scopes.join(', '));
  for (const scope of scopes) if (SCOPES.has(scope)) w.write(0, ` * ${SCOPES.get(scope) ?? ''}\n`);
  w.write(0, 'Resource\tUsed\tHard\n');
  w.write(0, '--------\t----\t----\n');
  for (const [name, hard] of textsAt(object, 'status', 'hard')) {
    const used = textAt(object, 'status', 'used', name) || '0';
    const value = parseQuantity(used) ?? 0;
    w.write(
      0,
      `${name}\t${formatOf(hard) === formatOf(used) ? used : quantityText(Math.ceil(value), formatOf(hard))}\t${hard}\n`,
    );
  }
};

/** describePodDisruptionBudgetV1. */
export const describePodDisruptionBudget: Describe = ({ w, object, events: list }) => {
  const spec = mapAt(object, 'spec');
  w.field('Name', textAt(object, 'metadata', 'name'));
  w.field('Namespace', textAt(object, 'metadata', 'namespace'));
  if (textAt(spec, 'minAvailable') !== '') w.field('Min available', textAt(spec, 'minAvailable'));
  else if (textAt(spec, 'maxUnavailable') !== '') w.field('Max unavailable', textAt(spec, 'maxUnavailable'));
  w.field('Selector', spec.selector === undefined ? '<unset>' : selectorText(spec.selector));
  w.write(0, 'Status:\n');
  for (const [title, field] of [
    ['Allowed disruptions', 'disruptionsAllowed'],
    ['Current', 'currentHealthy'],
    ['Desired', 'desiredHealthy'],
    ['Total', 'expectedPods'],
  ] as const)
    w.field(title, numberAt(object, 'status', field), 2);
  events(w, list);
};

/** describePriorityClass. */
export const describePriorityClass: Describe = ({ w, object, events: list }) => {
  w.field('Name', textAt(object, 'metadata', 'name'));
  w.field('Value', numberAt(object, 'value'));
  w.field('GlobalDefault', object.globalDefault === true);
  w.field('PreemptionPolicy', textAt(object, 'preemptionPolicy'));
  w.field('Description', textAt(object, 'description'));
  annotationsInline(w, object);
  events(w, list);
};

function annotationsInline(w: DescribeWriter, object: Json): void {
  const list = textsAt(object, 'metadata', 'annotations').map(([key, value]) => `${key}=${value}`);
  w.field('Annotations', list.length === 0 ? '<none>' : list.join(','));
}

/** describeStorageClass. */
export const describeStorageClass: Describe = ({ w, object, events: list }) => {
  const flat = (value: Json): string =>
    textsAt(value)
      .map(([key, text]) => `${key}=${text}`)
      .join(',') || '<none>';
  const isDefault = textAt(object, 'metadata', 'annotations', 'storageclass.kubernetes.io/is-default-class');
  w.field('Name', textAt(object, 'metadata', 'name'));
  w.field('IsDefaultClass', isDefault === 'true' ? 'Yes' : 'No');
  w.field('Annotations', flat(mapAt(object, 'metadata', 'annotations')));
  w.field('Provisioner', textAt(object, 'provisioner'));
  w.field('Parameters', flat(mapAt(object, 'parameters')));
  w.field(
    'AllowVolumeExpansion',
    object.allowVolumeExpansion === undefined ? '<unset>' : object.allowVolumeExpansion === true ? 'True' : 'False',
  );
  const options = listAt(object, 'mountOptions');
  w.write(0, options.length === 0 ? 'MountOptions:\t<none>\n' : 'MountOptions:\n');
  for (const option of options) w.write(1, `${textAt({ option }, 'option')}\n`);
  if (textAt(object, 'reclaimPolicy') !== '') w.field('ReclaimPolicy', textAt(object, 'reclaimPolicy'));
  if (textAt(object, 'volumeBindingMode') !== '') w.field('VolumeBindingMode', textAt(object, 'volumeBindingMode'));
  events(w, list);
};
