import type * as vscode from 'vscode';
import { openRooms } from './extension-rooms.vscode';

/** Activation in a browser: everything but the live kernels, which need processes. */
export function activate(context: vscode.ExtensionContext): void {
  openRooms(context);
}
