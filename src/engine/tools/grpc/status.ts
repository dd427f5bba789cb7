/** Codes of gRPC (google.golang.org/grpc/codes), and the statuses of HTTP that clients take for one (http-grpc-status-mapping.md). */

export const CODES = ['OK', 'Canceled', 'Unknown', 'InvalidArgument', 'DeadlineExceeded', 'NotFound', 'AlreadyExists', 'PermissionDenied', 'ResourceExhausted', 'FailedPrecondition', 'Aborted', 'OutOfRange', 'Unimplemented', 'Internal', 'Unavailable', 'DataLoss', 'Unauthenticated'] as const; // prettier-ignore

export type CodeName = (typeof CODES)[number];

export function codeNumber(name: CodeName): number {
  return CODES.indexOf(name);
}

export function codeName(number: number): string {
  return CODES[number] ?? `Code(${number})`;
}

const OF_HTTP: ReadonlyMap<number, CodeName> = new Map([[400, 'Internal'], [401, 'Unauthenticated'], [403, 'PermissionDenied'], [404, 'Unimplemented'], [429, 'Unavailable'], [502, 'Unavailable'], [503, 'Unavailable'], [504, 'Unavailable']]); // prettier-ignore

export function codeOfHttp(status: number): CodeName {
  return OF_HTTP.get(status) ?? 'Unknown';
}

/** What became of a call. */
export interface Status {
  readonly code: CodeName | number;
  readonly message: string;
}

/** A message as headers carry it (PROTOCOL-HTTP2.md: Percent-Encoded). */
export function encodeStatusMessage(text: string): string {
  return encodeURIComponent(text).replace(/%20|%3A|%2F|%2C|%3B|%3D|%40|%3F|%26|%2B|%24|%23|%22|%5B|%5D|%28|%29|%7B|%7D|%3C|%3E/gi, (code) => decodeURIComponent(code)); // prettier-ignore
}

export function decodeStatusMessage(text: string): string {
  try {
    return decodeURIComponent(text.replace(/%(?![0-9a-fA-F]{2})/g, '%25'));
  } catch {
    return text;
  }
}
