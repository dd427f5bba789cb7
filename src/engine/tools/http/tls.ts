/**
 * TLS as far as a lab has it: the two hellos say that both sides speak it and whose certificate the server shows. What follows is not encrypted,
 * so that packets can be read.
 */

/** A record of a handshake, as RFC 8446 begins it. */
const HANDSHAKE = '\x16\x03';
export const CLIENT_HELLO = `${HANDSHAKE}\x01cka-net client hello\n`;
const SERVER = `${HANDSHAKE}\x03`;

/** What a server's certificate says. */
export interface ShownCertificate {
  /** The certificate of the authority that signed it, in PEM. */
  readonly authority: string;
  /** Names and addresses that it is for. */
  readonly names: readonly string[];
}

export function serverHello(certificate: ShownCertificate): string {
  return `${SERVER}${JSON.stringify(certificate)}\n`;
}

/** The server's hello at the beginning of what came; `rest` comes after it. Undefined: more must come; 'none': that server speaks no TLS. */
export function readServerHello(
  text: string,
): { readonly certificate: ShownCertificate; readonly rest: string } | 'none' | undefined {
  if (!text.startsWith(SERVER.slice(0, text.length))) return 'none';
  const end = text.indexOf('\n');
  if (end < 0) return undefined;
  const certificate = JSON.parse(text.slice(SERVER.length, end)) as ShownCertificate;
  return { certificate, rest: text.slice(end + 1) };
}
