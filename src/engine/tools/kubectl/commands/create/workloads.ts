import type { Invocation } from '../../invocation';
import { CommandError } from '../../errors/errors';
import { mapAt, textAt, type ApiObject, type JsonMap } from '../../json/types';
import { select } from '../../resources/select';
import { generator, metadata, restOf } from '../publish';

const APPS = { root: '/apis/apps/v1', plural: 'deployments', namespaced: true };
const JOBS = { root: '/apis/batch/v1', plural: 'jobs', namespaced: true };
const CRONJOBS = { root: '/apis/batch/v1', plural: 'cronjobs', namespaced: true };

/** `kubectl create deployment`. */
export const createDeployment = generator(APPS, 'deployment:', (k, name): ApiObject => {
  const images = k.flags.list('image');
  const command = restOf(k);
  if (images.length > 1 && command.length > 0)
    throw new CommandError('cannot specify multiple --image options and command');
  const labels = { app: name };
  const port = k.flags.int('port');
  const containers = images.map((image, i) => ({
    name: containerName(k, image),
    image,
    ...(command.length > 0 && { command }),
    ...(i === 0 && port >= 0 && { ports: [{ containerPort: port }] }),
    resources: {},
  }));
  return {
    kind: 'Deployment',
    apiVersion: 'apps/v1',
    metadata: metadata(k, name, true, { labels }),
    spec: {
      replicas: k.flags.int('replicas'),
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers } },
      strategy: {},
    },
    status: {},
  };
});

/** The image's last part; what a name may not hold is replaced, and made unique. */
function containerName(k: Invocation, image: string): string {
  const name = (image.split('/').at(-1) ?? '').replace(/[:@].*$/s, '');
  if (!/[_.]/.test(name)) return name;
  const letters = 'bcdfghjklmnpqrstvwxz2456789';
  const suffix = Array.from({ length: 5 }, () => letters.charAt(Math.floor(k.process.world.random() * letters.length)));
  return `${name.replaceAll(/[_.]/g, '-')}-${suffix.join('')}`;
}

function podTemplate(name: string, image: string, command: readonly string[], restartPolicy: string): JsonMap {
  return {
    metadata: {},
    spec: {
      containers: [{ name, image, ...(command.length > 0 && { command }), resources: {} }],
      restartPolicy,
    },
  };
}

/** `kubectl create job`. */
export const createJob = generator(JOBS, 'job:', async (k, name): Promise<ApiObject> => {
  const image = k.text('image');
  const from = k.text('from');
  const command = restOf(k);
  if ((image === '') === (from === '')) throw new CommandError('either --image or --from must be specified');
  if (command.length > 0 && from !== '') throw new CommandError('cannot specify --from and command');
  if (from !== '') return jobFrom(k, name, from);
  return {
    kind: 'Job',
    apiVersion: 'batch/v1',
    metadata: metadata(k, name, true),
    spec: { template: podTemplate(name, image, command, 'Never') },
    status: {},
  };
});

async function jobFrom(k: Invocation, name: string, from: string): Promise<ApiObject> {
  const { infos, errors } = await select(k, { args: [from], flatten: true });
  const [error] = errors;
  if (error) throw error;
  const [info] = infos;
  if (infos.length !== 1 || !info) throw new CommandError('from must be an existing cronjob');
  const { object } = info;
  if (object.kind !== 'CronJob') throw new CommandError(`unknown object type *v1.${object.kind ?? ''}`);
  const template = mapAt(object, 'spec', 'jobTemplate');
  const labels = mapAt(template, 'metadata', 'labels');
  return {
    kind: 'Job',
    apiVersion: 'batch/v1',
    metadata: metadata(k, name, true, {
      ...(Object.keys(labels).length > 0 && { labels }),
      annotations: { 'cronjob.kubernetes.io/instantiate': 'manual', ...mapAt(template, 'metadata', 'annotations') },
      ownerReferences: [
        {
          apiVersion: 'batch/v1',
          kind: 'CronJob',
          name: textAt(object, 'metadata', 'name'),
          uid: textAt(object, 'metadata', 'uid'),
          controller: true,
        },
      ],
    }),
    spec: mapAt(template, 'spec'),
    status: {},
  };
}

/** `kubectl create cronjob`. */
export const createCronJob = generator(CRONJOBS, 'cronjob:', (k, name): ApiObject => {
  const restart = k.text('restart') || 'OnFailure';
  return {
    kind: 'CronJob',
    apiVersion: 'batch/v1',
    metadata: metadata(k, name, true),
    spec: {
      schedule: k.text('schedule'),
      jobTemplate: {
        metadata: { name },
        spec: { template: podTemplate(name, k.text('image'), restOf(k), restart) },
      },
    },
    status: {},
  };
});
