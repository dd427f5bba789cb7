import type { FieldError } from './field-error';
import { goQuote } from './go-text';
import type { JsonObject } from './object';
import type { GroupVersionKind } from './resource-type';
import { fieldErrorBody, fieldErrorListText } from './validation/field-error-text';

/** meta/v1 Status of a failure. */
export interface FailureStatus {
  readonly kind: 'Status';
  readonly apiVersion: 'v1';
  readonly metadata: JsonObject;
  readonly status: 'Failure';
  readonly message: string;
  readonly reason?: string;
  readonly details?: StatusDetails;
  readonly code: number;
}

export interface StatusDetails {
  readonly name?: string;
  readonly group?: string;
  readonly kind?: string;
  readonly uid?: string;
  readonly causes?: readonly StatusCause[];
  readonly retryAfterSeconds?: number;
}

export interface StatusCause {
  readonly reason?: string;
  readonly message?: string;
  readonly field?: string;
}

/**
 * A request that the API server refuses: `handle` answers with its status, and controllers see its reason. Messages are those of
 * apimachinery's pkg/api/errors.
 */
export class ApiError extends Error {
  constructor(
    readonly code: number,
    readonly reason: string | undefined,
    message: string,
    readonly details?: StatusDetails,
  ) {
    super(message);
  }

  get status(): FailureStatus {
    const { code, reason, message, details } = this;
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message,
      ...(reason !== undefined && { reason }),
      ...(details && { details }),
      code,
    };
  }
}

/** A resource and its group. */
export interface GroupResource {
  readonly group: string;
  readonly plural: string;
}

/** `deployments.apps`; `pods` of the core group. */
export function resourceName({ group, plural }: GroupResource): string {
  return group === '' ? plural : `${plural}.${group}`;
}

/** `Deployment.apps`. */
function kindName({ group, kind }: Pick<GroupVersionKind, 'group' | 'kind'>): string {
  return group === '' ? kind : `${kind}.${group}`;
}

function detailsOf({ group, plural }: GroupResource, name: string): StatusDetails {
  return { ...(name && { name }), ...(group && { group }), kind: plural };
}

export function notFound(resource: GroupResource, name: string): ApiError {
  const message = `${resourceName(resource)} ${goQuote(name)} not found`;
  return new ApiError(404, 'NotFound', message, detailsOf(resource, name));
}

export function alreadyExists(resource: GroupResource, name: string): ApiError {
  const message = `${resourceName(resource)} ${goQuote(name)} already exists`;
  return new ApiError(409, 'AlreadyExists', message, detailsOf(resource, name));
}

export function conflict(resource: GroupResource, name: string, cause: string): ApiError {
  const message = `Operation cannot be fulfilled on ${resourceName(resource)} ${goQuote(name)}: ${cause}`;
  return new ApiError(409, 'Conflict', message, detailsOf(resource, name));
}

/** registry.OptimisticLockErrorMsg. */
export const MODIFIED_SINCE =
  'the object has been modified; please apply your changes to the latest version and try again';

export function forbidden(
  resource: GroupResource,
  name: string,
  cause: string,
  causes?: readonly StatusCause[],
): ApiError {
  const what = resourceName(resource);
  const message = `${name === '' ? what : `${what} ${goQuote(name)}`} is forbidden: ${cause}`;
  return new ApiError(403, 'Forbidden', message, { ...detailsOf(resource, name), ...(causes && { causes }) });
}

export function badRequest(message: string): ApiError {
  return new ApiError(400, 'BadRequest', message);
}

export function unauthorized(): ApiError {
  return new ApiError(401, 'Unauthorized', 'Unauthorized');
}

export function methodNotSupported(resource: GroupResource, action: string): ApiError {
  const message = `${action} is not supported on resources of kind ${goQuote(resourceName(resource))}`;
  return new ApiError(405, 'MethodNotAllowed', message, detailsOf(resource, ''));
}

export function expired(message: string): ApiError {
  return new ApiError(410, 'Expired', message);
}

export function unsupportedMediaType(message: string): ApiError {
  return new ApiError(415, 'UnsupportedMediaType', message);
}

export function tooLarge(message: string): ApiError {
  return new ApiError(413, 'RequestEntityTooLarge', message);
}

export function internalError(cause: string): ApiError {
  return new ApiError(500, 'InternalError', `Internal error occurred: ${cause}`, { causes: [{ message: cause }] });
}

/** Everything that is wrong with an object, in the order that validation found it. */
export function invalid(
  kind: Pick<GroupVersionKind, 'group' | 'kind'>,
  name: string,
  errors: readonly FieldError[],
): ApiError {
  return new ApiError(422, 'Invalid', `${kindName(kind)} ${goQuote(name)} is invalid: ${fieldErrorListText(errors)}`, {
    ...(name && { name }),
    ...(kind.group && { group: kind.group }),
    kind: kind.kind,
    causes: errors.map((error) => ({ reason: error.type, message: fieldErrorBody(error), field: error.field })),
  });
}
