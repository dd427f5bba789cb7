import path from 'node:path';

/**
 * The rooms of the house and who may walk into which (ARCHITECTURE.md, "Rooms"). A room may import rooms of a lower floor and,
 * where `siblings` says so, of its own floor; never a higher one.
 */
const FLOORS = [
  { rooms: ['engine/packet', 'engine/state'], siblings: false },
  { rooms: ['engine/walk'], siblings: false },
  { rooms: ['engine/kernel'], siblings: false },
  { rooms: ['engine/shell'], siblings: false },
  { rooms: ['engine/tools'], siblings: false },
  { rooms: ['engine/kubernetes'], siblings: false },
  { rooms: ['engine/lab'], siblings: false },
  { rooms: ['engine'], siblings: false },
  { rooms: ['grammar'], siblings: false },
  { rooms: ['notebook', 'language', 'views', 'live', 'scenario', 'cli'], siblings: true },
  { rooms: ['extension'], siblings: true },
];

/** Contracts that lie above the room which fulfils them: only their types may be imported, and only by that room. */
const CONTRACTS = [{ from: 'engine/shell', to: 'engine/tools/tool' }];

const FLOOR_OF = new Map(FLOORS.flatMap((floor, index) => floor.rooms.map((room) => [room, index])));

/**
 * What the rule looks at in any import or export.
 * @typedef {object} ImportLike
 * @property {string} [importKind]
 * @property {string} [exportKind]
 * @property {readonly { type: string, importKind?: string, exportKind?: string }[]} [specifiers]
 * @property {{ value?: unknown } | null} [source]
 */

/** `engine/kernel/link/veth.ts` → `engine/kernel`; `engine/index.ts` → `engine`; `extension.browser.ts` → `extension`. @param {string} relative @returns {string | undefined} */
function roomOf(relative) {
  const [first = '', second, third] = relative.split('/');
  if (second === undefined) return first.startsWith('extension') ? 'extension' : undefined;
  if (first !== 'engine') return FLOOR_OF.has(first) ? first : undefined;
  const inner = `engine/${second}`;
  return third !== undefined || FLOOR_OF.has(inner) ? inner : 'engine';
}

/** The path below src/, with slashes. @param {string} file */
function insideSrc(file) {
  const parts = file.split(path.sep).join('/').split('/src/');
  return parts.length > 1 ? parts.slice(1).join('/src/') : undefined;
}

/** @param {ImportLike} node */
function isTypeOnly(node) {
  if (node.importKind === 'type' || node.exportKind === 'type') return true;
  const specifiers = node.specifiers ?? [];
  return specifiers.length > 0 && specifiers.every((s) => s.importKind === 'type' || s.exportKind === 'type');
}

/** @param {string} fromFile @param {string} source @param {boolean} typeOnly */
function directionProblem(fromFile, source, typeOnly) {
  const target = path.posix
    .normalize(path.posix.join(path.posix.dirname(fromFile), source))
    .replace(/\.(m?ts|js)$/, '');
  const from = roomOf(fromFile);
  if (target.startsWith('..')) return { messageId: 'outside', data: { source } };
  const to = roomOf(target.includes('/') ? target : FLOOR_OF.has(target) ? `${target}/index` : target);
  if (from === undefined || to === undefined || from === to) return undefined;
  if (typeOnly && CONTRACTS.some((c) => c.from === from && c.to === target)) return undefined;
  const fromFloor = FLOOR_OF.get(from);
  const toFloor = FLOOR_OF.get(to);
  if (fromFloor === undefined || toFloor === undefined)
    return { messageId: 'unknownRoom', data: { room: fromFloor === undefined ? from : to } };
  if (toFloor < fromFloor || (toFloor === fromFloor && FLOORS[fromFloor]?.siblings)) return undefined;
  return { messageId: 'direction', data: { from, to } };
}

/** @type {import('eslint').Rule.RuleModule} */
const rooms = {
  meta: {
    type: 'problem',
    docs: { description: 'Imports point one way, and vscode and Node stay in their places.' },
    schema: [],
    messages: {
      direction:
        '{{from}} must not import {{to}}: imports go extension → notebook… → grammar → engine (lab → kubernetes → tools → shell → kernel → walk → packet).',
      outside: "'{{source}}' leads out of src/.",
      unknownRoom: "'{{room}}' is not a room of the house: add it to scripts/lint/rooms.mjs and ARCHITECTURE.md.",
      vscode: "Only *.vscode.ts and extension*.ts may import 'vscode'.",
      node: "{{room}} also runs in a browser worker: it must not import '{{source}}'.",
    },
  },
  create(context) {
    const file = insideSrc(context.filename);
    if (file === undefined) return {};
    const here = file;
    const room = roomOf(file) ?? '';
    const portable = room === 'grammar' || room.startsWith('engine');
    const mayUseVscode = /(^|\/)extension[^/]*\.ts$/.test(file) || file.endsWith('.vscode.ts');

    /** @param {object} node @param {string} source @param {boolean} typeOnly */
    function check(node, source, typeOnly) {
      if (source.startsWith('.')) {
        const problem = directionProblem(here, source, typeOnly);
        if (problem) context.report({ node: /** @type {import('eslint').Rule.Node} */ (node), ...problem });
      } else if (source === 'vscode' && (portable || !mayUseVscode)) {
        context.report({ node: /** @type {import('eslint').Rule.Node} */ (node), messageId: 'vscode' });
      } else if (portable && source.startsWith('node:')) {
        context.report({
          node: /** @type {import('eslint').Rule.Node} */ (node),
          messageId: 'node',
          data: { room, source },
        });
      }
    }

    const visit = (/** @type {object} */ found) => {
      const node = /** @type {ImportLike} */ (found);
      if (typeof node.source?.value === 'string') check(node.source, node.source.value, isTypeOnly(node));
    };
    return {
      ImportDeclaration: visit,
      ExportNamedDeclaration: visit,
      ExportAllDeclaration: visit,
      ImportExpression: visit,
      TSImportType(/** @type {{ source?: { value?: unknown }, argument?: { literal?: { value?: unknown } } }} */ node) {
        const literal = node.source ?? node.argument?.literal;
        if (typeof literal?.value === 'string') check(literal, literal.value, true);
      },
    };
  },
};

export const roomsPlugin = { meta: { name: 'cka-net' }, rules: { rooms } };
