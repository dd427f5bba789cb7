import type { Invocation } from '../invocation';
import { CommandError } from '../errors/errors';
import type { ApiObject, JsonMap } from '../json/types';
import { dryRunWords, printerFor, type Printer } from '../printers/print-flags';
import { atoi } from '../generators/ports';
import { envNameProblem } from '../generators/data';
import { attachToRun } from './streams/run-attach';
import { withOverrides } from './overrides';
import { dryRun, metadata, publish, restOf } from './publish';

const PODS = { root: '/api/v1', plural: 'pods', namespaced: true };
const SERVICES = { root: '/api/v1', plural: 'services', namespaced: true };

/** distribution/reference's pattern of an image's name, as far as mistakes go. */
const IMAGE =
  /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*(?::\d+)?\/)?[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*(?::\w[\w.-]{0,127})?(?:@[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?$/;

/** `kubectl run`. */
export async function runRun(k: Invocation): Promise<number | void> {
  const [name] = k.args;
  const attach = k.flags.changed('attach') ? k.bool('attach') : k.bool('stdin');
  const strategy = dryRun(k);
  const printer = printerFor(k, dryRunWords('created', strategy));
  if (name === undefined || k.dashAt === 0) throw k.usage('NAME is required for run');
  const image = k.text('image');
  if (image === '') throw new CommandError('--image is required');
  if (!IMAGE.test(image))
    throw new CommandError(`Invalid image name ${JSON.stringify(image)}: invalid reference format`);
  if (k.bool('tty') && !k.bool('stdin')) throw k.usage('-i/--stdin is required for containers with -t/--tty=true');
  if (k.bool('expose') && k.text('port') === '') throw k.usage('--port must be set when exposing a service');
  k.config.namespace();
  const restart = k.text('restart') || 'Always';
  if (!['Always', 'OnFailure', 'Never'].includes(restart)) throw k.usage(`invalid restart policy: ${restart}`);
  const remove = k.bool('rm');
  if (!attach && remove) throw k.usage('--rm should only be used for attached containers');
  if (attach && strategy !== 'none')
    throw k.usage(
      "--dry-run=[server|client] can't be used with attached containers options (--attach, --stdin, or --tty)",
    );
  const pull = k.text('image-pull-policy');
  if (!['', 'Always', 'IfNotPresent', 'Never'].includes(pull)) throw k.usage(`invalid image pull policy: ${pull}`);
  const pod = withOverrides(k, podOf(k, name, image, restart));
  if (attach) return attachToRun(k, pod, { remove, restart, place: PODS });
  await k.mapper(1);
  const show: Printer = printer;
  const made: ApiObject[] = [];
  await publish(k, pod, { place: PODS, strategy, printer: { print: (object) => made.push(object) } });
  if (k.bool('expose')) {
    await publish(k, serviceOf(k, name), { place: SERVICES, strategy, printer: show });
    if (k.text('output') === 'yaml') k.out('---\n');
  }
  for (const object of made) show.print(object, strategy === 'client');
}

function podOf(k: Invocation, name: string, image: string, restart: string): ApiObject {
  const annotations = pairs(k.flags.list('annotations'), 'annotations');
  const labels = labelsOf(k, { run: name });
  const args = restOf(k);
  const env = k.flags.list('env').map((text) => {
    const equals = text.indexOf('=');
    const key = text.slice(0, Math.max(0, equals));
    if (equals <= 0 || envNameProblem(key) !== undefined) throw new CommandError(`invalid env: ${text}`);
    return { name: key, ...(text.length > equals + 1 && { value: text.slice(equals + 1) }) };
  });
  const port = k.text('port');
  const stdin = k.bool('stdin');
  const pull = k.text('image-pull-policy');
  return {
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: metadata(k, name, true, { labels, ...(Object.keys(annotations).length > 0 && { annotations }) }),
    spec: {
      containers: [
        {
          name,
          image,
          ...(args.length > 0 && { [k.bool('command') ? 'command' : 'args']: args }),
          ...(port !== '' && { ports: [{ containerPort: atoi(port) }] }),
          ...(env.length > 0 && { env }),
          resources: {},
          ...(pull !== '' && { imagePullPolicy: pull }),
          ...(k.bool('privileged') && { securityContext: { privileged: true } }),
          ...(stdin && { stdin: true }),
          ...(stdin && !k.bool('leave-stdin-open') && { stdinOnce: true }),
          ...(k.bool('tty') && { tty: true }),
        },
      ],
      restartPolicy: restart,
      dnsPolicy: 'ClusterFirst',
    },
    status: {},
  };
}

function labelsOf(k: Invocation, fallback: JsonMap): JsonMap {
  const text = k.text('labels');
  return text === '' ? fallback : parseLabels(text);
}

/** generate.ParseLabels: `a=b,c=d`. Throws CommandError. */
export function parseLabels(text: string): JsonMap {
  const labels: Record<string, string> = {};
  for (const pair of text.split(',')) {
    const parts = pair.split('=');
    if (parts.length !== 2 || parts[0] === '') throw new CommandError(`unexpected label spec: ${pair}`);
    labels[parts[0] ?? ''] = parts[1] ?? '';
  }
  return labels;
}

/** cmdutil.ParsePairs, without removals. Throws CommandError. */
function pairs(list: readonly string[], what: string): JsonMap {
  const found: Record<string, string> = {};
  for (const text of list) {
    const equals = text.indexOf('=');
    if (equals <= 0) throw new CommandError(`invalid ${what} format: ${text}`);
    found[text.slice(0, equals)] = text.slice(equals + 1);
  }
  return found;
}

function serviceOf(k: Invocation, name: string): ApiObject {
  const selector = labelsOf(k, { run: name });
  const port = atoi(k.text('port'));
  const text = k.text('labels');
  return {
    kind: 'Service',
    apiVersion: 'v1',
    metadata: metadata(k, name, true, text === '' ? {} : { labels: selector }),
    spec: { ports: [{ protocol: 'TCP', port, targetPort: port }], selector },
    status: { loadBalancer: {} },
  };
}
