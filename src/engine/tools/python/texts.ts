import type { World } from '../../kernel/world';
import { LAB_EPOCH_MS } from '../../kernel/clock';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function parts(us: number) {
  const at = new Date(LAB_EPOCH_MS + Math.floor(us / 1000));
  const two = (n: number): string => String(n).padStart(2, '0');
  const time = [at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()].map(two).join(':');
  return {
    day: two(at.getUTCDate()),
    month: MONTHS[at.getUTCMonth()] ?? '',
    year: at.getUTCFullYear(),
    time,
    weekday: DAYS[at.getUTCDay()] ?? '',
  };
}

/** BaseHTTPRequestHandler.log_date_time_string: 24/Nov/2026 03:27:39. */
export function logDate(world: World): string {
  const { day, month, year, time } = parts(world.nowUs);
  return `${day}/${month}/${year} ${time}`;
}

/** RFC 9110's date: Tue, 24 Nov 2026 03:27:39 GMT. */
export function httpDate(us: number): string {
  const { weekday, day, month, year, time } = parts(us);
  return `${weekday}, ${day} ${month} ${year} ${time} GMT`;
}

/** http.server.DEFAULT_ERROR_MESSAGE. */
export function errorPage(code: number, message: string, explanation: string): string {
  return `<!DOCTYPE HTML>
<html lang="en">
    <head>
        <meta charset="utf-8">
        <title>Error response</title>
    </head>
    <body>
        <h1>Error response</h1>
        <p>Error code: ${code}</p>
        <p>Message: ${escapeHtml(message)}.</p>
        <p>Error code explanation: ${code} - ${escapeHtml(explanation)}.</p>
    </body>
</html>
`;
}

/** html.escape without quotes. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
