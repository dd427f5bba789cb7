import type { Condition } from './types';

/** Conditions in the words of NGINX Gateway Fabric (internal/controller/state/conditions/conditions.go). */

export function condition(type: string, status: boolean, reason: string, message: string): Condition {
  return { type, status: status ? 'True' : 'False', reason, message };
}

/** The last of a type counts and keeps its place (DeduplicateConditions). */
export function deduplicated(conditions: readonly Condition[]): readonly Condition[] {
  return conditions.filter((each, index) => !conditions.slice(index + 1).some(({ type }) => type === each.type));
}

export const CLASS_ACCEPTED = [
  condition('Accepted', true, 'Accepted', 'The GatewayClass is accepted'),
  condition('SupportedVersion', true, 'SupportedVersion', 'The Gateway API CRD versions are supported'),
];
export const CLASS_CONFLICT = condition('Accepted', false, 'GatewayClassConflict', 'The resource is ignored due to a conflicting GatewayClass resource'); // prettier-ignore
export const CLASS_PARAMETERS = condition('ResolvedRefs', true, 'ResolvedRefs', 'The ParametersRef resource is resolved'); // prettier-ignore
export const CLASS_NO_PARAMETERS = [
  condition('Accepted', true, 'InvalidParameters', 'The GatewayClass is accepted, but ParametersRef is ignored due to an error: The ParametersRef resource could not be found'), // prettier-ignore
  condition('ResolvedRefs', false, 'ParametersRefNotFound', 'The ParametersRef resource could not be found'),
];

export const GATEWAY_FINE = [
  condition('Accepted', true, 'Accepted', 'The Gateway is accepted'),
  condition('Programmed', true, 'Programmed', 'The Gateway is programmed'),
];
export const GATEWAY_SOME_LISTENERS = condition('Accepted', true, 'ListenersNotValid', 'The Gateway has at least one valid listener'); // prettier-ignore
export const GATEWAY_NO_LISTENERS = [
  condition('Accepted', false, 'ListenersNotValid', 'The Gateway has no valid listeners'),
  condition('Programmed', false, 'Invalid', 'The Gateway has no valid listeners'),
];

export const LISTENER_FINE = [
  condition('Accepted', true, 'Accepted', 'The Listener is accepted'),
  condition('Programmed', true, 'Programmed', 'The Listener is programmed'),
  condition('ResolvedRefs', true, 'ResolvedRefs', 'All references are resolved'),
  condition('Conflicted', false, 'NoConflicts', 'No conflicts'),
];
const notProgrammed = (message: string): Condition => condition('Programmed', false, 'Invalid', message);

export function listenerRefused(reason: string, message: string): readonly Condition[] {
  return [condition('Accepted', false, reason, message), notProgrammed(message)];
}

export function listenerReference(reason: string, message: string): readonly Condition[] {
  return [
    condition('Accepted', false, reason, message),
    condition('ResolvedRefs', false, reason, message),
    notProgrammed(message),
  ];
}

export function listenerKinds(message: string): readonly Condition[] {
  return [condition('ResolvedRefs', false, 'InvalidRouteKinds', message), notProgrammed(message)];
}

export function listenerConflict(reason: string, message: string): readonly Condition[] {
  return [
    condition('Accepted', false, reason, message),
    condition('Conflicted', true, reason, message),
    notProgrammed(message),
  ];
}

export const ROUTE_FINE = [
  condition('Accepted', true, 'Accepted', 'The Route is accepted'),
  condition('ResolvedRefs', true, 'ResolvedRefs', 'All references are resolved'),
];
export const ROUTE_NOT_ALLOWED = condition('Accepted', false, 'NotAllowedByListeners', 'The Route is not allowed by any listener'); // prettier-ignore
export const ROUTE_NO_HOSTNAME = condition('Accepted', false, 'NoMatchingListenerHostname', 'The Listener hostname does not match the Route hostnames'); // prettier-ignore
export const ROUTE_NO_PARENT = condition('Accepted', false, 'NoMatchingParent', 'The Listener is not found for this parent ref'); // prettier-ignore
export const ROUTE_INVALID_LISTENER = condition('Accepted', false, 'InvalidListener', 'The Listener is invalid for this parent ref'); // prettier-ignore
export const ROUTE_INVALID_GATEWAY = condition('Accepted', false, 'InvalidGateway', 'The Gateway is invalid');

export function routeReference(reason: string, message: string): Condition {
  return condition('ResolvedRefs', false, reason, message);
}

/** Some rules of a route cannot be carried out (NewRoutePartiallyInvalid), or none can. */
export function routeInvalid(complaints: readonly string[], all: boolean): Condition {
  const text = complaints.length === 1 ? (complaints[0] ?? '') : `[${complaints.join(', ')}]`;
  return all
    ? condition('Accepted', false, 'UnsupportedValue', `All rules are invalid: ${text}`)
    : condition('PartiallyInvalid', true, 'UnsupportedValue', `Dropped Rule(s): ${text}`);
}
