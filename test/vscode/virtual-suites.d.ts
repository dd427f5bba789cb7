/** All suites of one extension host, imported by the bundle that scripts/editor/suites.mjs makes. */
declare module 'virtual:suites';
declare module 'mocha/mocha.js';
