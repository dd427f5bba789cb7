/** The two WebAssembly files of the shell parser, beside the bundles that read them (scripts/build.mjs). */
export const PARSER_ASSETS = { runtime: 'web-tree-sitter.wasm', grammar: 'tree-sitter-bash.wasm' } as const;
