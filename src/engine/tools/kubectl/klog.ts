import { LAB_EPOCH_MS } from '../../kernel/clock';
import { SHELL_PID } from '../tool';

/** A line of k8s.io/klog: level, month and day, time, process, place. */
export function klogLine(nowUs: number, level: 'E' | 'W' | 'I', place: string, message: string): string {
  const iso = new Date(LAB_EPOCH_MS + Math.floor(nowUs / 1000)).toISOString();
  const micros = String(nowUs % 1_000_000).padStart(6, '0');
  const pid = String(SHELL_PID + 1).padStart(7, ' ');
  return `${level}${iso.slice(5, 7)}${iso.slice(8, 10)} ${iso.slice(11, 19)}.${micros} ${pid} ${place}] ${message}\n`;
}
