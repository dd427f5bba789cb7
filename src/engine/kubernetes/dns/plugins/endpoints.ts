import type { Controller, HttpEndpoint } from '../corefile/controller';
import { CorefileError } from '../corefile/error';
import type { Plugin } from '../plugin';
import { onlyOnce } from './once';

/** The plugins health, ready and prometheus: small web servers beside the DNS server. */

/** `:8080`, `localhost:9153` (net.SplitHostPort). */
function endpointAddress(text: string): { readonly host: string; readonly port: number } {
  const colon = text.lastIndexOf(':');
  const port = text.slice(colon + 1);
  if (colon < 0) throw new CorefileError(`address ${text}: missing port in address`);
  if (!/^\d+$/.test(port)) throw new CorefileError(`lookup tcp/${port}: unknown port`);
  return { host: text.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(port) };
}

/** The one argument of a line, which is an address. */
function address(c: Controller, otherwise: string): { readonly host: string; readonly port: number } {
  const [given = otherwise, ...more] = c.remainingArgs();
  if (more.length > 0) throw c.argError();
  return endpointAddress(given);
}

function add(c: Controller, endpoint: HttpEndpoint): void {
  c.settings.http.push(endpoint);
}

export const health: Plugin<never> = {
  name: 'health',
  setup(c) {
    while (c.next()) {
      const at = address(c, ':8080');
      while (c.nextBlock()) {
        if (c.word() !== 'lameduck') throw c.argError();
        const [text = '', ...more] = c.remainingArgs();
        if (text === '' || more.length > 0) throw c.argError();
        try {
          c.settings.lameduckUs = c.duration(text);
        } catch (error) {
          if (!(error instanceof CorefileError)) throw error;
          throw new CorefileError(`unable to parse lameduck duration value: '${text}' : ${error.message}`);
        }
      }
      add(c, { plugin: 'health', ...at });
    }
    return [];
  },
};

export const ready: Plugin<never> = {
  name: 'ready',
  setup(c) {
    onlyOnce(c, () => {
      const at = address(c, ':8181');
      let continuously = false;
      while (c.nextBlock()) {
        if (c.word() !== 'monitor') continue;
        const [mode = '', ...more] = c.remainingArgs();
        if (mode === '' || more.length > 0) throw c.argError();
        if (mode !== 'until-ready' && mode !== 'continuously') throw c.error(`monitor type '${mode}' not supported`);
        continuously = mode === 'continuously';
      }
      add(c, { plugin: 'ready', ...at, continuously });
      return true;
    });
    return [];
  },
};

export const prometheus: Plugin<Record<string, never>> = {
  name: 'prometheus',
  setup: (c) =>
    onlyOnce(c, () => {
      add(c, { plugin: 'prometheus', ...address(c, 'localhost:9153') });
      return {};
    }),
  serve(_, request, turn, next) {
    const outcome = next(request);
    const { message, rcode } = outcome;
    const type = request.message.questions[0]?.type ?? 0;
    turn.then(() => {
      turn.count(`requests ${request.client.transport} ${typeof request.client.address === 'string' ? 2 : 1} ${type}`);
      turn.count(`responses ${message?.rcode ?? rcode}`);
    });
    return outcome;
  },
};
