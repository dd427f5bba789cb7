import type { JsonMap } from '../json/types';

/** An error that kubectl prints as `error: …` and ends with status 1. */
export class CommandError extends Error {
  constructor(
    message: string,
    readonly status = 1,
  ) {
    super(message);
    this.name = 'CommandError';
  }
}

/** An error that kubectl prints as it is. */
export class PlainError extends CommandError {
  constructor(message: string) {
    super(message);
    this.name = 'PlainError';
  }
}

/** Ends the command without another word. */
export class SilentExit extends Error {
  constructor(readonly status = 1) {
    super('');
    this.name = 'SilentExit';
  }
}

/** meta/v1 Status, as far as kubectl reads it. */
export interface ApiStatus {
  readonly message: string;
  readonly reason: string;
  readonly code: number;
  readonly details?: {
    readonly kind?: string;
    readonly group?: string;
    readonly name?: string;
    readonly retryAfterSeconds?: number;
    readonly causes?: readonly { readonly reason?: string; readonly message?: string; readonly field?: string }[];
  };
  readonly body?: JsonMap;
}

/** An answer of the server that says no. */
export class StatusError extends Error {
  constructor(readonly apiStatus: ApiStatus) {
    super(apiStatus.message);
    this.name = 'StatusError';
  }

  /** The same with a message that says what kubectl was doing (cmdutil.AddSourceToErr). */
  withMessage(message: string): StatusError {
    return new StatusError({ ...this.apiStatus, message });
  }
}

/** No connection, as Go's *url.Error: `Get "https://…": dial tcp …: connect: connection refused`. */
export class ConnectionError extends Error {
  constructor(
    readonly method: string,
    readonly url: string,
    readonly why: string,
  ) {
    super(`${method.charAt(0)}${method.slice(1).toLowerCase()} "${url}": ${why}`);
    this.name = 'ConnectionError';
  }
}

/** What discovery does not know (meta.NoResourceMatchError). */
export class NoResourceMatch extends Error {
  constructor(
    readonly resource: string,
    readonly group = '',
    readonly version = '',
  ) {
    super(`no matches for ${group}/${version}, Resource=${resource}`);
    this.name = 'NoResourceMatch';
  }
}

/** Several at once (utilerrors.Aggregate). */
export class Errors extends Error {
  constructor(readonly errors: readonly Error[]) {
    super(errors.length === 1 ? errors[0]?.message : `[${[...new Set(errors.map((e) => e.message))].join(', ')}]`);
    this.name = 'Errors';
  }
}

/** A kubeconfig that makes no sense (clientcmd.errConfigurationInvalid). */
export class ConfigurationInvalid extends Error {
  constructor(readonly errors: readonly string[]) {
    super(`invalid configuration: ${errors.length === 1 ? errors[0] : `[${errors.join(', ')}]`}`);
    this.name = 'ConfigurationInvalid';
  }
}

/** One error, or all of them together; nothing when there is none. */
export function throwAll(errors: readonly Error[]): void {
  const [first] = errors;
  if (first === undefined) return;
  throw errors.length === 1 ? first : new Errors(errors);
}

/** `message`, and where to read more (cmdutil.UsageErrorf). */
export function usageError(command: string, message: string): CommandError {
  return new CommandError(`${message}\nSee '${command} -h' for help and examples`);
}

export function isForbidden(error: unknown): boolean {
  return error instanceof StatusError && error.apiStatus.reason === 'Forbidden';
}

export function isNotFound(error: unknown): boolean {
  return error instanceof StatusError && error.apiStatus.reason === 'NotFound';
}
