import type * as vscode from 'vscode';
import type { LabView } from './lab/lab-view';

/** Where a cell stands: the lab just before it, and the host it runs on. */
export interface CellPlace {
  readonly lab: LabView | undefined;
  readonly host: string | undefined;
}

export type PlaceOf = (document: vscode.TextDocument, offset?: number) => CellPlace;
