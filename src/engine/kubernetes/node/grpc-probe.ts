import { decodeMessage, encodeMessage, framed, unframed } from '../../tools/grpc/message';
import { codeName, decodeStatusMessage } from '../../tools/grpc/status';
import { HEALTH, wellKnown } from '../../tools/grpc/well-known';
import { HELLO, readHttp2Response, valueOf, writeHttp2Request } from '../../tools/http2/http';

/** What the kubelet says in a gRPC probe and makes of the answer (pkg/probe/grpc). */

export function healthRequest(host: string, port: number, service: string): string {
  const message = encodeMessage(wellKnown(HEALTH), 'grpc.health.v1.HealthCheckRequest', { service });
  const headers = [
    ['content-type', 'application/grpc'],
    ['user-agent', 'kube-probe/1.35 grpc-go/1.72.2'],
    ['te', 'trailers'],
  ] as const;
  return HELLO + writeHttp2Request({ method: 'POST', path: '/grpc.health.v1.Health/Check', authority: `${host}:${port}`, headers }, framed(message)); // prettier-ignore
}

/** Why the service is not healthy; '' when it is; undefined when that cannot be said of what has come. */
export function healthVerdict(inbox: string): string | undefined {
  const read = readHttp2Response(inbox);
  if (typeof read !== 'object') return undefined;
  const { headers, trailers, body, status } = read.response;
  const end = trailers.length > 0 ? trailers : headers;
  const code = Number(valueOf(end, 'grpc-status') ?? (status === 200 ? 0 : 2));
  const message = decodeStatusMessage(valueOf(end, 'grpc-message') ?? '');
  if (code === 12) return `error: this server does not implement the grpc health protocol (grpc.health.v1.Health): ${message}`; // prettier-ignore
  if (code !== 0) return `error: health rpc probe failed: rpc error: code = ${codeName(code)} desc = ${message}`;
  const [answer = ''] = unframed(body);
  const told = decodeMessage(wellKnown(HEALTH), 'grpc.health.v1.HealthCheckResponse', answer)?.['status'] ?? 'UNKNOWN';
  return told === 'SERVING' ? '' : `service unhealthy (responded with ${JSON.stringify(told)})`;
}
