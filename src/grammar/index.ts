/** What commands look like and what their words mean, derived from the declarations of the programs themselves. */
export { analyse, expectAfter, type Word } from './analyse';
export { builtinNames, commandWords, signWords } from './builtin-words';
export { declarationOf, declarations } from './declarations';
export { nearest, roleText } from './explain';
export type { CommandPart, WordRole, Words } from './role';
export type { Expectation, ExpectedValue } from './expect';
