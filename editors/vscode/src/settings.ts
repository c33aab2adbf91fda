// What the user has set: what the extension reads itself, and what it hands on to the server.
import * as vscode from 'vscode';
import { SERVER_SETTINGS } from './requests';

export interface Settings {
  /** Absolute path of a server to run instead of any other; empty for none. */
  readonly path: string;
  /** Absolute path of the interpreter that runs the server; empty looks for one. */
  readonly interpreter: string;
  readonly server: Readonly<Record<string, unknown>>;
}

/** Returns the settings as they are now. */
export function settings(): Settings {
  const section = vscode.workspace.getConfiguration('charter');
  return {
    path: section.get('path', ''),
    interpreter: section.get('interpreter', ''),
    server: Object.fromEntries(SERVER_SETTINGS.map((name) => [name, section.get(name)])),
  };
}
