import type { FieldError } from '../../field-error';
import { child, forbidden, invalid, notSupported, required } from '../../validation/field-errors';
import { httpHeaderName } from '../../validation/names';
import { nonNegative, portNumberOrName } from '../../validation/numbers';
import type { Container, Probe } from './types';

type Lifecycle = NonNullable<Container['lifecycle']>;
type Hook = NonNullable<Lifecycle['postStart']>;

interface Handler {
  readonly exec?: Probe['exec'];
  readonly httpGet?: Probe['httpGet'];
  readonly tcpSocket?: Probe['tcpSocket'];
  readonly grpc?: Probe['grpc'];
  readonly sleep?: { readonly seconds?: number };
}

/** pkg/apis/core/validation: validateHandler. */
function validateHandler(handler: Handler, gracePeriod: number, path: string): FieldError[] {
  const errors: FieldError[] = [];
  let count = 0;
  const one = (name: keyof Handler, check: (path: string) => readonly FieldError[]): void => {
    if (handler[name] === undefined) return;
    if (count++ > 0) errors.push(forbidden(child(path, name), 'may not specify more than 1 handler type'));
    else errors.push(...check(child(path, name)));
  };
  one('exec', (here) => (handler.exec?.command?.length ? [] : [required(child(here, 'command'))]));
  one('httpGet', (here) => {
    const { path: url, port, scheme = '', httpHeaders = [] } = handler.httpGet ?? {};
    return [
      ...(url ? [] : [required(child(here, 'path'))]),
      ...portNumberOrName(child(here, 'port'), port),
      ...(['HTTP', 'HTTPS'].includes(scheme) ? [] : [notSupported(child(here, 'scheme'), scheme, ['HTTP', 'HTTPS'])]),
      ...httpHeaders.flatMap(({ name = '' }) =>
        httpHeaderName(name).map((message) => invalid(child(here, 'httpHeaders'), name, message)),
      ),
    ];
  });
  one('tcpSocket', (here) => portNumberOrName(child(here, 'port'), handler.tcpSocket?.port));
  one('grpc', (here) => portNumberOrName(child(here, 'port'), handler.grpc?.port));
  one('sleep', (here) => {
    const seconds = handler.sleep?.seconds ?? 0;
    if (seconds >= 0 && seconds <= gracePeriod) return [];
    const detail = `must be non-negative and less than terminationGracePeriodSeconds (${gracePeriod})`;
    return [invalid(here, seconds, detail)];
  });
  if (count === 0) errors.push(required(path, 'must specify a handler type'));
  return errors;
}

function validateProbe(probe: Probe, gracePeriod: number, path: string): FieldError[] {
  const errors = validateHandler(probe, gracePeriod, path);
  for (const name of [
    'initialDelaySeconds',
    'timeoutSeconds',
    'periodSeconds',
    'successThreshold',
    'failureThreshold',
  ] as const) {
    errors.push(...nonNegative(child(path, name), probe[name]));
  }
  const grace = probe.terminationGracePeriodSeconds;
  if (grace !== undefined && grace <= 0) {
    errors.push(invalid(child(path, 'terminationGracePeriodSeconds'), grace, 'must be greater than 0'));
  }
  return errors;
}

/** Hooks and probes of a container that runs on. */
export function validateHooksAndProbes(container: Container, gracePeriod: number, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const hooks = container.lifecycle;
  for (const name of ['postStart', 'preStop'] as const) {
    const hook: Hook | undefined = hooks?.[name];
    if (hook) errors.push(...validateHandler(hook, gracePeriod, child(child(path, 'lifecycle'), name)));
  }
  for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe'] as const) {
    const probe = container[name];
    if (!probe) continue;
    const here = child(path, name);
    errors.push(...validateProbe(probe, gracePeriod, here));
    if (name !== 'readinessProbe') {
      if (probe.successThreshold !== 1) {
        errors.push(invalid(child(here, 'successThreshold'), probe.successThreshold ?? 0, 'must be 1'));
      }
    } else if (probe.terminationGracePeriodSeconds !== undefined) {
      const detail = 'must not be set for readinessProbes';
      errors.push(invalid(child(here, 'terminationGracePeriodSeconds'), probe.terminationGracePeriodSeconds, detail));
    }
  }
  return errors;
}
