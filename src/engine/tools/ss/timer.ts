/** print_ms_timer of misc/ss.c: `59sec`, `1.200ms`, `10min`. */
export function timerText(milliseconds: number): string {
  let seconds = Math.trunc(milliseconds / 1000);
  const minutes = Math.trunc(seconds / 60);
  seconds %= 60;
  let rest = milliseconds % 1000;
  let text = '';
  if (minutes > 0) {
    rest = 0;
    text = `${minutes}min`;
    if (minutes > 9) seconds = 0;
  }
  if (seconds > 0) {
    if (seconds > 9) rest = 0;
    text += `${seconds}${rest > 0 ? '.' : 'sec'}`;
  }
  return rest > 0 ? `${text}${String(rest).padStart(3, '0')}ms` : text;
}
