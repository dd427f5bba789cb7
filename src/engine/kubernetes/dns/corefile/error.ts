/** CoreDNS does not start with a Corefile like this; the message is the one that it ends with. */
export class CorefileError extends Error {}
