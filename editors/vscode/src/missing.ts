// What can be done when no server can be started: one message, one action.
import * as vscode from 'vscode';
import type { Client } from './client';
import type { Log } from './log';
import { firstOnPath } from './python';

const INSTALL = 'Install Python';
const SETTINGS = 'Open Settings';
const DOWNLOADS = 'https://www.python.org/downloads/';

/** Says why there is no server: each reason once, and again after it had been well. */
export function offerHelp(client: Client, log: Log): vscode.Disposable {
  let said = '';
  return client.onDidChange(async () => {
    if (client.health === 'running') {
      said = '';
    }
    const missing = client.missing;
    if (client.health !== 'missing' || !missing || missing.reason === said) {
      return;
    }
    said = missing.reason;
    log.warn(missing.reason);
    const action = missing.lacksPython ? INSTALL : SETTINGS;
    const chosen = await vscode.window.showWarningMessage(`${missing.reason} Nothing is checked.`, action);
    if (chosen === INSTALL) {
      await installPython(client);
    } else if (chosen === SETTINGS) {
      await vscode.commands.executeCommand('workbench.action.openSettings', 'charter.');
    }
  });
}

// In a terminal, so that people see what is done; where uv is missing, Python's own page says how.
async function installPython(client: Client): Promise<void> {
  const uv = await firstOnPath('uv');
  if (!uv) {
    await vscode.env.openExternal(vscode.Uri.parse(DOWNLOADS));
    return;
  }
  const terminal = vscode.window.createTerminal({
    name: 'Charter: install Python',
    shellPath: uv,
    shellArgs: ['python', 'install', '3.13'],
  });
  // It closes when all went well; else it stays, and says what went wrong.
  const listener = vscode.window.onDidCloseTerminal((closed) => {
    if (closed === terminal) {
      listener.dispose();
      void client.refresh();
    }
  });
  terminal.show();
}
