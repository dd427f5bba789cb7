import type { Invocation } from '../../invocation';
import { apiVersionOf } from '../../api/mapper';
import { CommandError, throwAll } from '../../errors/errors';
import { marshal } from '../../json/go-json';
import type { ApiObject, JsonMap } from '../../json/types';
import { dryRunWords, printerFor } from '../../printers/print-flags';
import { canonicalQuantity } from '../../quantity/quantity';
import { fileFlags, select } from '../../resources/select';
import { dryRun, withLastApplied } from '../publish';

/** `kubectl autoscale` (pkg/cmd/autoscale). */
export async function runAutoscale(k: Invocation): Promise<void> {
  const max = k.flags.int('max');
  const min = k.flags.int('min');
  if (max < 1) throw new CommandError(`--max=MAXPODS is required and must be at least 1, max: ${max}`);
  if (max < min)
    throw new CommandError(`--max=MAXPODS must be larger or equal to --min=MINPODS, max: ${max}, min: ${min}`);
  const strategy = dryRun(k);
  const printer = printerFor(k, dryRunWords('autoscaled', strategy));
  const { infos, errors } = await select(k, { ...fileFlags(k), args: k.args, continueOnError: true, flatten: true });
  const failures: Error[] = [...errors];
  for (const { mapping, name } of infos) {
    if (!['Deployment', 'ReplicaSet', 'StatefulSet', 'ReplicationController'].includes(mapping.kind)) {
      failures.push(
        new CommandError(`cannot autoscale a ${mapping.kind}${mapping.group === '' ? '' : `.${mapping.group}`}`),
      );
      continue;
    }
    const metrics = [metric('cpu', k.text('cpu')), metric('memory', k.text('memory'))].flatMap((one) =>
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
    const saved = k.bool('save-config') ? withLastApplied(object) : object;
    if (strategy === 'client') {
      printer.print(saved, true);
      continue;
    }
    printer.print(
      await k.client.json('POST', `/apis/autoscaling/v2/namespaces/${namespace}/horizontalpodautoscalers`, {
        body: marshal(saved),
        query: { fieldManager: k.text('field-manager'), dryRun: strategy === 'server' ? 'All' : undefined },
      }),
    );
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
