// An esbuild plugin: object spread in the engine becomes Object.assign. V8 11, which is Node 20's, gives each object that is spread and extended a
// hidden class of its own, so that every later look at any object of the kind is slow: the engine, which copies records all the time, runs a quarter
// to a third longer without this.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { transform } from 'esbuild';

const helpers = path.join(import.meta.dirname, 'spread-helpers.mjs');

/** How esbuild writes its own helpers above the code that needs them. */
const OWN_HELPER = /^var (?:__defProp|__defProps|__getOwnPropDescs|__getOwnPropSymbols|__hasOwnProp|__propIsEnum|__defNormalProp|__spreadValues|__spreadProps|__objRest) = [^\n]*(?:\n {2}[^\n]*)*(?:\n};)?\n/gm; // prettier-ignore

/** @type {import('esbuild').Plugin} */
export const spreadByAssign = {
  name: 'spread-by-assign',
  setup(build) {
    build.onLoad({ filter: /[\\/]src[\\/]engine[\\/].*\.ts$/ }, async ({ path: file }) => {
      const { code } = await transform(await readFile(file, 'utf8'), {
        loader: 'ts',
        sourcefile: file,
        sourcemap: build.initialOptions.sourcemap ? 'inline' : false,
        supported: { 'object-rest-spread': false },
      });
      if (!/__(?:spreadValues|objRest)\(/.test(code)) return { contents: code, loader: 'js' };
      const own = code.replace(OWN_HELPER, '').replaceAll('__spread', '/* @__PURE__ */ __spread');
      const contents = `import { __spreadValues, __spreadProps, __objRest } from ${JSON.stringify(helpers)};${own}`;
      return { contents, loader: 'js', resolveDir: path.dirname(file) };
    });
  },
};
