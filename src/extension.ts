import type * as vscode from 'vscode';
import { openRooms } from './extension-rooms.vscode';

/** Activation on the desktop. */
export function activate(context: vscode.ExtensionContext): void {
  openRooms(context);
}
