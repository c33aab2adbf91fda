// The extension's log: what it does and why, never the text of files.
import * as vscode from 'vscode';

export type Log = vscode.LogOutputChannel;

export function createLog(): Log {
  return vscode.window.createOutputChannel('Charter', { log: true });
}

/** Says what an error is, without its stack. */
export function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
