import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const projectFolder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
/** Outside git; the editor, its data folders and the bundled suites. */
export const cacheFolder = path.join(projectFolder, '.vscode-test');
export const notebooksFolder = path.join(projectFolder, 'notebooks');
