import { CorefileError } from '../corefile/error';
import { goDuration } from '../../objects/go-duration';
import type { Plugin } from '../plugin';

const SECOND = 1_000_000;

/** The plugin reload: how often the server looks whether its Corefile has changed (plugin/reload/setup.go). */
export const reload: Plugin<never> = {
  name: 'reload',
  setup(c) {
    c.next();
    const [interval, jitter, ...more] = c.remainingArgs();
    if (more.length > 0) throw c.argError();
    const intervalUs = interval === undefined ? 30 * SECOND : c.duration(interval);
    if (intervalUs < 2 * SECOND)
      throw new CorefileError(`interval value must be greater or equal to ${goDuration(2 * SECOND)}`);
    const jitterUs = jitter === undefined ? 15 * SECOND : c.duration(jitter);
    if (jitterUs < SECOND) throw new CorefileError(`jitter value must be greater or equal to ${goDuration(SECOND)}`);
    c.settings.reload = { intervalUs, jitterUs: Math.min(jitterUs, intervalUs / 2) };
    return [];
  },
};
