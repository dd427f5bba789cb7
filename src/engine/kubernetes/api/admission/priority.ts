import { forbidden } from '../api-error';
import type { KubeObject } from '../object';
import type { Caller } from '../operations/caller';
import { readObject, readObjects } from '../store';
import { isPodCreation, specOf, type AdmissionRequest } from './chain';

type PriorityClass = KubeObject & {
  readonly value?: number;
  readonly globalDefault?: boolean;
  readonly preemptionPolicy?: string;
};

/** The two classes that are there even before anybody made them (pkg/apis/scheduling/v1/helpers.go). */
const SYSTEM: ReadonlyMap<string, number> = new Map([
  ['system-cluster-critical', 2_000_000_000],
  ['system-node-critical', 2_000_001_000],
]);

/** Turns the name of a PriorityClass into a number (plugin/pkg/admission/priority). */
export function priority({ world }: Caller, request: AdmissionRequest): KubeObject {
  const { object, type } = request;
  if (!isPodCreation(request)) return object;
  const spec = specOf(object);
  const asked = typeof spec.priorityClassName === 'string' ? spec.priorityClassName : '';
  const found = asked === '' ? defaultClass(world) : classNamed(world, asked);
  const name = object.metadata.name ?? '';
  if (asked !== '' && !found) throw forbidden(type, name, `no PriorityClass with name ${asked} was found`);
  const value = found?.value ?? 0;
  if (spec.priority !== undefined && spec.priority !== value) {
    throw forbidden(
      type,
      name,
      'the integer value of priority (' +
        `${JSON.stringify(spec.priority)}) must not be provided in pod spec; priority admission controller computed ${value} from the given PriorityClass name`,
    );
  }
  const className = asked || found?.name;
  return {
    ...object,
    spec: {
      ...spec,
      ...(className && { priorityClassName: className }),
      priority: value,
      preemptionPolicy: spec.preemptionPolicy ?? found?.preemptionPolicy ?? 'PreemptLowerPriority',
    },
  } as KubeObject;
}

interface Found {
  readonly name: string;
  readonly value: number;
  readonly preemptionPolicy: string | undefined;
}

function classNamed(world: Caller['world'], name: string): Found | undefined {
  const stored: PriorityClass | undefined = readObject(world, 'priorityclasses.scheduling.k8s.io', '', name);
  const value = stored?.value ?? SYSTEM.get(name);
  return value === undefined ? undefined : { name, value, preemptionPolicy: stored?.preemptionPolicy };
}

function defaultClass(world: Caller['world']): Found | undefined {
  const classes = readObjects(world, 'priorityclasses.scheduling.k8s.io') as readonly PriorityClass[];
  const [first] = classes.filter(({ globalDefault }) => globalDefault).sort((a, b) => (a.value ?? 0) - (b.value ?? 0));
  return (
    first && { name: first.metadata.name ?? '', value: first.value ?? 0, preemptionPolicy: first.preemptionPolicy }
  );
}
