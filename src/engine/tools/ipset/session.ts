import type { HostFiles } from '../tool';

/** Ends a command of ipset: its message on standard error (`ipset v7.17: …`) and its status. */
export class IpsetError extends Error {
  constructor(
    message: string,
    readonly status: number,
    readonly kind: 'error' | 'notice' | 'silent' = 'error',
  ) {
    super(message);
    this.name = 'IpsetError';
  }
}

/** IPSET_PARAMETER_PROBLEM: the message is followed by a pointer to the help. */
export function usageProblem(message: string): IpsetError {
  return new IpsetError(`${message}\nTry \`ipset help' for more information.\n`, 2);
}

/** What libipset reports: the session's messages, one after the other. */
export function sessionError(...messages: readonly string[]): IpsetError {
  return new IpsetError(messages.map((message) => `${message}\n`).join(''), 1);
}

export function syntaxError(message: string): IpsetError {
  return sessionError(`Syntax error: ${message}`);
}

/** Options before or after a command that say how to do it. */
export interface Environment {
  readonly files: HostFiles;
  output?: 'plain' | 'save' | 'xml';
  sorted: boolean;
  quiet: boolean;
  exist: boolean;
  namesOnly: boolean;
  headersOnly: boolean;
  /** `-f`: read from or write to this file. */
  file?: string;
}
