import type * as vscode from 'vscode';
import { openRooms } from './extension-rooms.vscode';
import { registerLive } from './live/index.vscode';

/** Activation on the desktop: the shared rooms, and the live kernels. */
export function activate(context: vscode.ExtensionContext): void {
  registerLive(context, openRooms(context));
}
