/**
 * TLS as far as a lab has it: the hellos carry what decides (name asked for, protocols, the server's certificates), so that packets can be read.
 * What follows is not encrypted.
 */

/** A record of a handshake, as RFC 8446 begins it. */
const HANDSHAKE = '\x16\x03';
const CLIENT = `${HANDSHAKE}\x01`;
const SERVER = `${HANDSHAKE}\x03`;
/** A fatal alert. */
const ALERT = '\x15\x03\x03';

/** What a client says first. */
export interface ClientHello {
  /** SNI (RFC 6066): the host of the address, when it is a name. */
  readonly serverName?: string;
  /** ALPN, the dearest first. */
  readonly protocols?: readonly string[];
  /** A client's own certificate, in PEM. */
  readonly certificate?: string;
  /** The highest version it takes, when that is not 1.3. */
  readonly version?: TlsVersion;
}

export type TlsVersion = 'TLSv1.2' | 'TLSv1.3';

/** What a server answers. */
export interface ServerHello {
  /** Its certificate, then those between it and an authority, in PEM. */
  readonly chain: string;
  readonly protocol?: string;
  readonly version: TlsVersion;
}

/** Why a server refuses: the name of an alert. */
export type TlsAlert = 'unrecognized name' | 'internal error' | 'handshake failure';

export function clientHello(hello: ClientHello): string {
  return `${CLIENT}${JSON.stringify(hello)}\n`;
}

/** The client's hello at the beginning of what came. Undefined: more must come; 'none': that client speaks no TLS. */
export function readClientHello(
  text: string,
): { readonly hello: ClientHello; readonly length: number } | 'none' | undefined {
  if (!text.startsWith(CLIENT.slice(0, text.length))) return 'none';
  const end = text.indexOf('\n');
  if (end < 0) return undefined;
  try {
    return { hello: JSON.parse(text.slice(CLIENT.length, end)) as ClientHello, length: end + 1 };
  } catch {
    return 'none';
  }
}

export function serverHello(hello: ServerHello): string {
  return `${SERVER}${JSON.stringify(hello)}\n`;
}

export function tlsAlert(alert: TlsAlert): string {
  return `${ALERT}${alert}\n`;
}

/** The server's hello at the beginning of what came; `rest` comes after it. Undefined: more must come; 'none': that server speaks no TLS. */
export function readServerHello(
  text: string,
): { readonly hello: ServerHello; readonly rest: string } | { readonly alert: string } | 'none' | undefined {
  const isAlert = text.startsWith(ALERT);
  if (!isAlert && !text.startsWith(SERVER.slice(0, text.length))) return 'none';
  const end = text.indexOf('\n');
  if (end < 0) return undefined;
  if (isAlert) return { alert: text.slice(ALERT.length, end) };
  try {
    return { hello: JSON.parse(text.slice(SERVER.length, end)) as ServerHello, rest: text.slice(end + 1) };
  } catch {
    return 'none';
  }
}
