import { KernelError, strerror } from '../../kernel/errno';
import { answerGrpc, healthServer } from '../grpc/server';
import { nowHttp, type HttpAnswer, type HttpRequest } from '../http/server';
import type { DaemonPlace, DaemonStart } from './daemon';
import { option } from './options';
import { goTime } from './texts';

/** `agnhost grpc-health-checking` (test/images/agnhost/grpc-health-checking): a service of health checks that can be made to fail. */

export function startHealthChecking(place: DaemonPlace): DaemonStart | number {
  const port = Number(option(place.argv, 'port') ?? 5000);
  const httpPort = Number(option(place.argv, 'http-port') ?? 8080);
  const log = (text: string): void => place.err(`${goTime(place.world)} ${text}\n`);
  try {
    const listeners = [place.listen(httpPort), place.listen(port)];
    log(`Http server starting to listen on :${httpPort}`);
    log(`gRPC server starting to listen on :${port}`);
    return { listeners, settings: { command: 'grpc-health-checking', grpc: String(port), started: String(place.world.nowUs) } }; // prettier-ignore
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    log(`Error while starting the listening service listen tcp :${port}: bind: ${strerror(error.errno).toLowerCase()}`);
    return 1;
  }
}

export function answerHealthChecking(request: HttpRequest, place: DaemonPlace): HttpAnswer {
  const { world, settings, argv } = place;
  const log = (text: string): void => place.err(`${goTime(world)} ${text}\n`);
  const seconds = (world.nowUs - Number(settings['started'])) / 1_000_000;
  if (settings['grpc'] !== String(request.localPort)) {
    const found = /^\/make-(not-)?serving$/.exec(request.target.replace(/\?.*$/s, ''));
    if (found) {
      log(`Mark as ${found[1] ? 'un' : ''}healthy`);
      place.remember('forced', found[1] ? 'NOT_SERVING' : 'SERVING');
    }
    const body = found ? `${seconds.toFixed(9).replace(/0+$/, '').replace(/\.$/, '')}s` : '404 page not found\n';
    return { status: found ? 200 : 404, reason: found ? 'OK' : 'Not Found', headers: [['Date', nowHttp(world)], ['Content-Length', String(body.length)], ['Content-Type', 'text/plain; charset=utf-8']], body }; // prettier-ignore
  }
  const delay = Number(option(argv, 'delay-unhealthy-sec') ?? -1);
  const service = option(argv, 'service') ?? '';
  const late = delay >= 0 && seconds >= delay;
  const server = healthServer((asked) => {
    log(`Serving the Check request for health check, started at ${goTime({ nowUs: Number(settings['started']) }).replaceAll('/', '-')} +0000 UTC`); // prettier-ignore
    if (asked !== service) return undefined;
    return settings['forced'] === 'NOT_SERVING' || late ? 'NOT_SERVING' : 'SERVING';
  });
  return answerGrpc(server, request);
}
