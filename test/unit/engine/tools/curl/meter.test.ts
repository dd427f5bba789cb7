import { expect, test } from 'vitest';
import { ProgressMeter, type Progress } from '../../../../../src/engine/tools/curl/meter';

function shown(use: (meter: ProgressMeter) => void): readonly string[] {
  let text = '';
  use(new ProgressMeter((piece) => (text += piece)));
  return text.split('\r').slice(1);
}

const seconds = (elapsed: number, downloaded: number, expected?: number): Progress => ({
  elapsedUs: elapsed * 1_000_000,
  downloaded,
  expected,
  uploaded: 0,
  toUpload: 0,
});

// Both as the real curl printed them.
test('waiting for an answer shows a line a second, and the last one at the end', () => {
  const lines = shown((meter) => {
    meter.start();
    for (const at of [0.3, 1, 1.6]) meter.tick(seconds(at, 0));
    meter.done(seconds(2, 0));
  });
  expect(lines).toEqual([
    '  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0',
    '  0     0    0     0    0     0      0      0 --:--:--  0:00:01 --:--:--     0',
    '  0     0    0     0    0     0      0      0 --:--:--  0:00:02 --:--:--     0\n',
  ]);
});

test('sizes beyond five digits are shortened', () => {
  const [, last] = shown((meter) => {
    meter.start();
    meter.done(seconds(0.0036, 300_000, 300_000));
  });
  expect(last).toBe('100  292k  100  292k    0     0  79.4M      0 --:--:-- --:--:-- --:--:-- 79.4M\n');
});
