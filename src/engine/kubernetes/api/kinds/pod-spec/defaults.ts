import { changeEach, changeField, fillIn, fillInNumbers } from '../fill-in';
import { normalizeQuantity } from '../../quantity';
import { normalizeResourceList } from './resource-list';
import type { Container, EnvVar, PodSpec, PodTemplateSpec, Probe, ResourceRequirements, Volume } from './types';

/** What every Pod's spec and every Pod template gets: pkg/apis/core/v1/defaults.go and zz_generated.defaults.go. */
function defaultPodSpec(spec: PodSpec): PodSpec {
  let next = fillIn(spec, {
    dnsPolicy: 'ClusterFirst',
    restartPolicy: 'Always',
    securityContext: {},
    terminationGracePeriodSeconds: 30,
    schedulerName: 'default-scheduler',
  });
  // The old name of the field is written beside the new one (conversion.go).
  const account = next.serviceAccountName || next.serviceAccount;
  if (account) next = fillIn(next, { serviceAccountName: account, serviceAccount: account });
  next = changeField(next, 'containers', (list) => changeEach(list, defaultContainer));
  next = changeField(next, 'initContainers', (list) => changeEach(list, defaultContainer));
  next = changeField(next, 'ephemeralContainers', (list) => changeEach(list, defaultContainer));
  next = changeField(next, 'volumes', (list) => changeEach(list, defaultVolume));
  next = changeField(next, 'resources', normalizeRequirements);
  return changeField(next, 'overhead', normalizeResourceList);
}

/** A template, with the struct that Go always writes. */
export function defaultPodTemplate(template: PodTemplateSpec | undefined): PodTemplateSpec {
  const next = fillIn(template, { metadata: {}, spec: {} });
  return changeField(next, 'spec', defaultPodSpec);
}

/** What only a Pod itself gets: SetDefaults_Pod. */
export function defaultSpecOfPod(spec: PodSpec): PodSpec {
  let next = changeField(defaultPodSpec(spec), 'containers', (list) => changeEach(list, requestWhatIsLimited));
  next = changeField(next, 'initContainers', (list) => changeEach(list, requestWhatIsLimited));
  next = fillIn(next, { enableServiceLinks: true });
  if (!next.hostNetwork) return next;
  next = changeField(next, 'containers', (list) => changeEach(list, bindHostPorts));
  return changeField(next, 'initContainers', (list) => changeEach(list, bindHostPorts));
}

function requestWhatIsLimited<C extends Container>(container: C): C {
  const { limits, requests } = container.resources ?? {};
  if (!limits) return container;
  return { ...container, resources: { ...container.resources, requests: fillIn(requests, limits) } };
}

function bindHostPorts<C extends Container>(container: C): C {
  return changeField(container, 'ports', (ports) =>
    changeEach(ports, (port) => fillInNumbers(port, { hostPort: port.containerPort })),
  );
}

function normalizeRequirements(resources: ResourceRequirements): ResourceRequirements {
  return changeField(changeField(resources, 'limits', normalizeResourceList), 'requests', normalizeResourceList);
}

function defaultContainer<C extends Container>(container: C): C {
  let next: Container = fillIn<Container>(container, {
    imagePullPolicy: imageTag(container.image ?? '') === 'latest' ? 'Always' : 'IfNotPresent',
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    resources: {},
  });
  next = changeField(next, 'ports', (ports) => changeEach(ports, (port) => fillIn(port, { protocol: 'TCP' as const })));
  next = changeField(next, 'env', (env) => changeEach(env, defaultVariable));
  next = changeField(next, 'resources', (resources) => normalizeRequirements(resources));
  next = changeField(next, 'livenessProbe', defaultProbe);
  next = changeField(next, 'readinessProbe', defaultProbe);
  next = changeField(next, 'startupProbe', defaultProbe);
  next = changeField(next, 'lifecycle', (lifecycle) =>
    changeField(
      changeField(lifecycle, 'postStart', (hook) => changeField(hook, 'httpGet', defaultHttpGet)),
      'preStop',
      (hook) => changeField(hook, 'httpGet', defaultHttpGet),
    ),
  );
  return next as C;
}

/** The tag of an image's name, `latest` when it has neither tag nor digest: pkg/util/parsers. */
function imageTag(image: string): string {
  if (image.includes('@')) return '';
  const last = image.slice(image.lastIndexOf('/') + 1);
  const colon = last.indexOf(':');
  return colon < 0 ? 'latest' : last.slice(colon + 1);
}

function defaultVariable(variable: EnvVar): EnvVar {
  return changeField(variable, 'valueFrom', (source) => {
    const next = changeField(source, 'fieldRef', (field) => fillIn(field, { apiVersion: 'v1' }));
    // A divisor is no pointer: "0" is written when there is none.
    return changeField(next, 'resourceFieldRef', defaultResourceField);
  });
}

interface ResourceField {
  readonly divisor?: string;
}

function defaultResourceField<F extends ResourceField>(field: F): F {
  const next: ResourceField = fillIn<ResourceField>(field, { divisor: '0' });
  const normal = changeField(next, 'divisor', (divisor) => normalizeQuantity(String(divisor)));
  return normal as F;
}

interface HttpGet {
  readonly path?: string;
  readonly scheme?: string;
}

function defaultHttpGet<A extends HttpGet>(action: A): A {
  return fillIn<HttpGet>(action, { path: '/', scheme: 'HTTP' }) as A;
}

function defaultProbe(probe: Probe): Probe {
  const next = fillInNumbers(probe, { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 });
  const withPath = changeField(next, 'httpGet', defaultHttpGet);
  return changeField(withPath, 'grpc', (grpc) => (grpc.service === undefined ? { ...grpc, service: '' } : grpc));
}

const MODE = 0o644;

/** SetDefaults_Volume and those of the sources. */
function defaultVolume(volume: Volume): Volume {
  const sources = Object.keys(volume).filter((key) => key !== 'name' && volume[key as keyof Volume] != null);
  let next: Volume = sources.length ? volume : { ...volume, emptyDir: {} };
  next = changeField(next, 'hostPath', (source) => (source.type == null ? { ...source, type: '' } : source));
  next = changeField(next, 'secret', (source) => fillIn(source, { defaultMode: MODE }));
  next = changeField(next, 'configMap', (source) => fillIn(source, { defaultMode: MODE }));
  next = changeField(next, 'downwardAPI', (source) =>
    changeField(fillIn(source, { defaultMode: MODE }), 'items', (items) => changeEach(items, defaultDownwardFile)),
  );
  next = changeField(next, 'projected', (source) =>
    changeField(fillIn(source, { defaultMode: MODE }), 'sources', (list) => changeEach(list, defaultProjection)),
  );
  next = changeField(next, 'emptyDir', (source) =>
    changeField(source, 'sizeLimit', (size) => normalizeQuantity(String(size))),
  );
  next = changeField(next, 'image', (source) =>
    fillIn(source, { pullPolicy: imageTag(source.reference ?? '') === 'latest' ? 'Always' : 'IfNotPresent' }),
  );
  next = changeField(next, 'ephemeral', (source) =>
    changeField(source, 'volumeClaimTemplate', (template) =>
      changeField(template, 'spec', (spec) =>
        changeField(fillIn(spec, { volumeMode: 'Filesystem' as const, resources: {} }), 'resources', (resources) =>
          normalizeRequirements(resources),
        ),
      ),
    ),
  );
  return next;
}

type Projection = NonNullable<NonNullable<NonNullable<Volume['projected']>['sources']>[number]>;
type DownwardFile = NonNullable<NonNullable<NonNullable<Volume['downwardAPI']>['items']>[number]>;

function defaultProjection(projection: Projection): Projection {
  const next = changeField(projection, 'serviceAccountToken', (source) => fillIn(source, { expirationSeconds: 3600 }));
  return changeField(next, 'downwardAPI', (source) =>
    changeField(source, 'items', (items) => changeEach(items, defaultDownwardFile)),
  );
}

function defaultDownwardFile(file: DownwardFile): DownwardFile {
  const next = changeField(file, 'fieldRef', (field) => fillIn(field, { apiVersion: 'v1' }));
  return changeField(next, 'resourceFieldRef', defaultResourceField);
}
