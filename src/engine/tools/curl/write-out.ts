import { formatIp } from '../../packet/ipv6-address';
import type { CurlError } from './error';
import type { Transfer } from './transfer';

/** What `-w` can tell about the transfers of one URL. */
export interface Report {
  /** The URL as it was written. */
  readonly given: string;
  readonly url: string;
  readonly last: Transfer | undefined;
  readonly redirects: number;
  readonly startedUs: number;
  readonly error: CurlError | undefined;
}

/** `-w`: variables of ourWriteOut (src/tool_writeout.c) that an HTTP transfer has. */
export function writeOut(format: string, report: Report, nowUs: number): string {
  const values = valuesOf(report, nowUs);
  return format.replace(/%\{(\w+)\}|%%|\\([ntr])/g, (whole, name: string | undefined, escape: string | undefined) => {
    if (name !== undefined) return values.get(name) ?? '';
    if (escape !== undefined) return escape === 'n' ? '\n' : escape === 't' ? '\t' : '\r';
    return whole === '%%' ? '%' : whole;
  });
}

function valuesOf(
  { given, url, last, redirects, startedUs, error }: Report,
  nowUs: number,
): ReadonlyMap<string, string> {
  const since = (atUs: number | undefined): string => (((atUs ?? startedUs) - startedUs) / 1_000_000).toFixed(6);
  const elapsed = (nowUs - startedUs) / 1_000_000;
  const speed = (bytes: number): string => String(Math.trunc(elapsed > 0 ? bytes / elapsed : bytes));
  const code = String(last?.response.status ?? 0).padStart(3, '0');
  const downloaded = last?.response.body.length ?? 0;
  return new Map([
    ['http_code', code],
    ['response_code', code],
    ['size_download', String(downloaded)],
    ['size_header', String(last?.response.head.length ?? 0)],
    ['size_request', String(last?.requestBytes ?? 0)],
    ['size_upload', String(last?.uploadedBytes ?? 0)],
    ['speed_download', speed(downloaded)],
    ['speed_upload', speed(last?.uploadedBytes ?? 0)],
    ['content_type', last?.response.header('content-type') ?? ''],
    ['num_headers', String(last?.response.headerCount ?? 0)],
    ['num_redirects', String(redirects)],
    ['num_connects', String(last ? redirects + 1 : 0)],
    ['redirect_url', last?.redirectsTo ?? ''],
    ['remote_ip', last ? formatIp(last.remote) : ''],
    ['remote_port', last ? String(last.remotePort) : '0'],
    ['local_ip', last ? formatIp(last.local.address) : ''],
    ['local_port', String(last?.local.port ?? 0)],
    ['time_namelookup', since(last?.startedUs)],
    ['time_connect', since(last?.connectedUs)],
    ['time_appconnect', last?.securedUs === undefined ? '0.000000' : since(last.securedUs)],
    ['time_pretransfer', since(last?.securedUs ?? last?.connectedUs)],
    ['time_starttransfer', since(last?.answeredUs)],
    ['time_redirect', since(redirects > 0 ? last?.startedUs : undefined)],
    ['time_total', since(nowUs)],
    ['url_effective', url],
    ['url', given],
    ['urlnum', '0'],
    ['exitcode', String(error?.status ?? 0)],
    ['errormsg', error?.message ?? ''],
    ['scheme', last?.scheme === 'https' || url.startsWith('https:') ? 'HTTPS' : 'HTTP'],
    ['http_version', last ? (/^HTTP\/([\d.]+)/.exec(last.response.head)?.[1] ?? '0').replace(/^1\.0$/, '1') : '0'],
    ['method', last?.method ?? 'GET'],
    ['ssl_verify_result', String(last?.verifyResult ?? 0)],
  ]);
}
