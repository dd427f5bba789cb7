import {
  CommandError,
  ConfigurationInvalid,
  ConnectionError,
  Errors,
  NoResourceMatch,
  PlainError,
  SilentExit,
  StatusError,
} from './errors';

/** What kubectl writes to standard error, and its exit status (pkg/cmd/util/helpers.go: checkErr). Undefined: not an error of kubectl's. */
export function describeError(error: unknown): { readonly text: string; readonly status: number } | undefined {
  const found = error instanceof Errors && error.errors.length === 1 ? error.errors[0] : error;
  if (found instanceof SilentExit) return { text: '', status: found.status };
  if (found instanceof StatusError && found.apiStatus.reason === 'Invalid' && found.apiStatus.code === 422)
    return { text: line(invalid(found)), status: 1 };
  if (found instanceof ConfigurationInvalid) {
    const { errors } = found;
    const [first = ''] = errors;
    if (errors.length === 1)
      return {
        text: `${first.startsWith('context was not found') ? 'Error in configuration' : 'error'}: ${first}\n`,
        status: 1,
      };
    return { text: `Error in configuration: \n${errors.map((text) => `* ${text}\n`).join('')}`, status: 1 };
  }
  if (found instanceof NoResourceMatch)
    return { text: `error: ${noMatch(found)}\n`.replace(/^error: /, 'error: '), status: 1 };
  if (found instanceof Errors) return { text: found.errors.map((one) => `${messageFor(one)}\n`).join(''), status: 1 };
  if (!isOurs(found)) return undefined;
  const standard = standardMessage(found);
  const asIs = found instanceof PlainError || found.message.startsWith('error: ');
  const message = standard ?? (asIs ? found.message : `error: ${found.message}`);
  return { text: line(message), status: found instanceof CommandError ? found.status : 1 };
}

function isOurs(error: unknown): error is Error {
  return error instanceof CommandError || error instanceof StatusError || error instanceof ConnectionError;
}

function line(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}

/** As it stands in a list of errors (messageForError). */
function messageFor(error: Error): string {
  return standardMessage(error) ?? error.message;
}

/** cmdutil.StandardErrorMessage. */
function standardMessage(error: Error): string | undefined {
  if (error instanceof StatusError) {
    const { reason, message } = error.apiStatus;
    if (reason === 'Unauthorized') return `error: You must be logged in to the server (${message})`;
    return reason === '' ? `Error from server: ${message}` : `Error from server (${reason}): ${message}`;
  }
  if (error instanceof ConnectionError) {
    if (!error.why.includes('connection refused')) return `Unable to connect to the server: ${error.why}`;
    const host = /^[a-z]+:\/\/([^/?]*)/.exec(error.url)?.[1] ?? error.url;
    return `The connection to the server ${host} was refused - did you specify the right host or port?`;
  }
  return undefined;
}

function noMatch({ resource, group, version }: NoResourceMatch): string {
  const base = `the server doesn't have a resource type "${resource}"`;
  if (group !== '' && version !== '') return `${base} in group "${group}" and version "${version}"`;
  if (group !== '') return `${base} in group "${group}"`;
  return version === '' ? base : `${base} in version "${version}"`;
}

function invalid({ apiStatus: { details, message } }: StatusError): string {
  if (!details) return `The request is invalid${message === '' ? '' : `: ${message}`}`;
  const { kind = '', name = '', causes = [] } = details;
  let text = 'The request is invalid';
  if (kind !== '' || name !== '') text = `The ${kind} ${JSON.stringify(name)} is invalid`;
  else if (message !== '' && causes.length === 0) text += `: ${message}`;
  const lines = [...new Set(causes.map((cause) => `${cause.field ?? ''}: ${cause.message ?? ''}`))];
  if (lines.length === 0) return text;
  if (lines.length === 1) return `${text}: ${lines[0] ?? ''}\n`;
  return `${text}: \n${lines.map((one) => `* ${one}\n`).join('')}`;
}
