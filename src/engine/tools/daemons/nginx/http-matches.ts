import type { RequestState } from './variables';

/** What NGINX Gateway Fabric's njs module does (internal/controller/nginx/modules/src/httpmatches.js): the first match that fits names an internal path. */
export interface RouteMatch {
  readonly method?: string;
  readonly headers?: readonly string[];
  readonly params?: readonly string[];
  readonly redirectPath?: string;
  readonly any?: boolean;
}

export function winningMatch(matches: readonly RouteMatch[], state: RequestState): RouteMatch | undefined {
  return matches.find((match) => fits(match, state));
}

function fits({ any, method, headers = [], params = [] }: RouteMatch, { request, args }: RequestState): boolean {
  if (any === true) return true;
  if (method !== undefined && request.method !== method) return false;
  const asked = new Map<string, string>();
  for (const pair of args.split('&')) {
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    if (!asked.has(name)) asked.set(name, decoded(value));
  }
  return (
    headers.every((line) => {
      const [name = '', type = '', value = ''] = line.split(':');
      const given = request.headers.get(name.toLowerCase());
      return given !== undefined && given !== '' && given.split(',').some((each) => equals(type, value, each));
    }) &&
    params.every((line) => {
      const [, name = '', type = '', value = ''] = /^([^=]+)=([^=]+)=(.*)$/s.exec(line) ?? [];
      const given = asked.get(name);
      return given !== undefined && given !== '' && equals(type, value, given);
    })
  );
}

function equals(type: string, wanted: string, given: string): boolean {
  if (type !== 'RegularExpression') return wanted === given;
  try {
    return new RegExp(wanted).test(given);
  } catch {
    return false;
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
