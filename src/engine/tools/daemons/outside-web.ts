import { byteLength, type HttpRequest } from '../http/server';
import type { DaemonProgram } from './daemon';

/** The name of the program by which a lab's gateway stands for the web outside. */
export const OUTSIDE_WEB = 'outside-web';

/** Every web server outside the lab: what they have is World.clusterBehaviour's. What goes over its port 443 is not wrapped into TLS. */
export const outsideWeb: DaemonProgram = {
  name: 'web',
  start: () => ({}),
  http: (request, { world }) => {
    const document = world.clusterBehaviour?.webDocument?.(urlOf(request)) ?? NOT_FOUND;
    const found = document.status === 200;
    const headers = [
      ['content-type', found ? 'application/octet-stream' : 'text/plain; charset=utf-8'],
      ['content-length', String(byteLength(document.body))],
    ] as const;
    return { status: document.status, reason: found ? 'OK' : 'Not Found', headers, body: document.body };
  },
};

const NOT_FOUND = { status: 404, body: '404: Not Found' };

function urlOf({
  headers,
  target,
  localPort,
  localAddress,
}: Pick<HttpRequest, 'headers' | 'target' | 'localPort' | 'localAddress'>): URL {
  const scheme = localPort === 443 ? 'https' : 'http';
  try {
    return new URL(`${scheme}://${(headers.get('host') ?? localAddress).replace(/:\d+$/, '')}${target}`);
  } catch {
    return new URL(`${scheme}://${localAddress}/`);
  }
}
