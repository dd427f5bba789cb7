import type { Invocation } from '../../invocation';
import { apiVersionOf } from '../../api/mapper';
import { CommandError, StatusError, throwAll } from '../../errors/errors';
import { marshal } from '../../json/go-json';
import type { ApiObject, JsonMap } from '../../json/types';
import { dryRunWords, printerFor } from '../../printers/print-flags';
import { canonicalQuantity } from '../../quantity/quantity';
import { fileFlags, select } from '../../resources/select';
import { dryRun, withLastApplied } from '../publish';
import { recorded } from './record';

/** `kubectl autoscale` (pkg/cmd/autoscale). */
export async function runAutoscale(k: Invocation): Promise<void> {
  const max = k.flags.int('max');
  const min = k.flags.int('min');
  if (max < 1) throw new CommandError(`--max=MAXPODS is required and must be at least 1, max: ${max}`);
  if (max < min)
    throw new CommandError(`--max=MAXPODS must be larger or equal to --min=MINPODS, max: ${max}, min: ${min}`);
  const cpuPercent = k.flags.int('cpu-percent');
  const cpu = k.text('cpu').trim();
  const memory = k.text('memory').trim();
  if (cpuPercent > 0 && cpu !== '') throw new CommandError('--cpu-percent and --cpu are mutually exclusive');
  const strategy = dryRun(k);
  const printer = printerFor(k, dryRunWords(strategy === 'client' ? 'created' : 'autoscaled', strategy));
  const { infos, errors } = await select(k, { ...fileFlags(k), args: k.args, continueOnError: true, flatten: true });
  const failures: Error[] = [...errors];
  for (const { mapping, name } of infos) {
    if (!['Deployment', 'ReplicaSet', 'StatefulSet', 'ReplicationController'].includes(mapping.kind)) {
      failures.push(
        new CommandError(`cannot autoscale a ${mapping.kind}${mapping.group === '' ? '' : `.${mapping.group}`}`),
      );
      continue;
    }
    const metrics = [metric('cpu', cpuPercent > 0 ? `${cpuPercent}%` : cpu), metric('memory', memory)].flatMap((one) =>
      one ? [one] : [],
    );
    const { name: namespace, explicit } = k.config.namespace();
    const object: ApiObject = {
      kind: 'HorizontalPodAutoscaler',
      apiVersion: 'autoscaling/v2',
      metadata: { name: k.text('name') || name, ...(explicit && strategy === 'client' && { namespace }) },
      spec: {
        scaleTargetRef: { kind: mapping.kind, name, apiVersion: apiVersionOf(mapping) },
        ...(min > 0 && { minReplicas: min }),
        maxReplicas: max,
        ...(metrics.length > 0 && { metrics }),
      },
      status: { desiredReplicas: 0, currentMetrics: null },
    };
    const saved = recorded(k, k.bool('save-config') ? withLastApplied(object) : object);
    if (strategy === 'client') {
      printer.print(saved, true);
      continue;
    }
    const create = (version: string, body: ApiObject): Promise<ApiObject> =>
      k.client.json('POST', `/apis/autoscaling/${version}/namespaces/${namespace}/horizontalpodautoscalers`, {
        body: marshal(body),
        query: { fieldManager: k.text('field-manager'), dryRun: strategy === 'server' ? 'All' : undefined },
      });
    try {
      printer.print(await create('v2', saved));
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      // It tries the older API then, which knows only the CPU's percentage.
      const incompatible =
        'failed to create autoscaling/v2 HPA and the configuration is incompatible with autoscaling/v1';
      if (cpu === '') throw new CommandError(`${incompatible}: empty input`);
      const percentage = cpu.endsWith('%');
      if (memory !== '' || !percentage) throw new CommandError(`${incompatible}: %!w(<nil>)`);
      const spec = { scaleTargetRef: { kind: mapping.kind, name, apiVersion: apiVersionOf(mapping) }, ...(min > 0 && { minReplicas: min }), maxReplicas: max }; // prettier-ignore
      const { metadata = {} } = saved;
      printer.print(
        await create('v1', {
          kind: 'HorizontalPodAutoscaler',
          apiVersion: 'autoscaling/v1',
          metadata,
          spec,
          status: { currentReplicas: 0, desiredReplicas: 0 },
        }),
      );
    }
  }
  throwAll(failures);
}

function metric(name: string, target: string): JsonMap | undefined {
  if (target === '') return undefined;
  const percent = /^(\d+)%$/.exec(target)?.[1];
  const value = /^\d+$/.test(target) && name === 'cpu' ? `${target}m` : target;
  return {
    type: 'Resource',
    resource: {
      name,
      target:
        percent === undefined
          ? { type: 'AverageValue', averageValue: canonicalQuantity(value) }
          : { type: 'Utilization', averageUtilization: Number(percent) },
    },
  };
}
