/** util-print.c ts_print: how the moment of a packet is shown. `times` is how often -t was given. */
export function stampOf(
  timeUs: number,
  { times, nano }: { readonly times: number; readonly nano: boolean },
  before: { readonly first: number; readonly last: number } | undefined,
): string {
  const fraction = (us: number): string => `${String(us % 1_000_000).padStart(6, '0')}${nano ? '000' : ''}`;
  const clock = (us: number): string => {
    const seconds = Math.floor(us / 1_000_000) % 86_400;
    const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    return `${parts.map((part) => String(part).padStart(2, '0')).join(':')}.${fraction(us)}`;
  };
  switch (times) {
    case 0:
      return `${clock(timeUs)} `;
    case 1:
      return '';
    case 2:
      return `${Math.floor(timeUs / 1_000_000)}.${fraction(timeUs)} `;
    case 4:
      return `${new Date(Math.floor(timeUs / 1000)).toISOString().slice(0, 10)} ${clock(timeUs)} `;
    default: {
      const since = timeUs - ((times === 3 ? before?.last : before?.first) ?? timeUs);
      return `${since < 0 ? '-' : ' '}${clock(Math.abs(since))} `;
    }
  }
}
