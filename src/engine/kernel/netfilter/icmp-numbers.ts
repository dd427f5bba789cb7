const ICMP_TYPE = {
  'echo-reply': 0,
  'destination-unreachable': 3,
  redirect: 5,
  'echo-request': 8,
  'time-exceeded': 11,
} as const;

/** Type and code of an ICMP message as numbers. */
export function icmpNumbers(payload: { readonly type: keyof typeof ICMP_TYPE; readonly code?: number }): {
  readonly type: number;
  readonly code: number;
} {
  return { type: ICMP_TYPE[payload.type], code: payload.code ?? 0 };
}
