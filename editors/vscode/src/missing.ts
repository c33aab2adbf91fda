// What can be done when no server can be started: one message, one action.
import * as vscode from 'vscode';
import type { Client } from './client';
import type { Log } from './log';
import { firstOnPath } from './python';

const INSTALL = 'Install Python';
const SETTINGS = 'Open Settings';
const DOWNLOADS = 'https://www.python.org/downloads/';

/** Says once, and again after it had been well, why there is no server. */
export function offerHelp(client: Client, log: Log): vscode.Disposable {
  let isSaid = false;
  return client.onDidChange(async () => {
    if (client.health === 'running') {
      isSaid = false;
    }
    const missing = client.missing;
    if (client.health !== 'missing' || !missing || isSaid) {
      return;
    }
    isSaid = true;
    log.warn(missing.reason);
    const action = missing.lacksPython ? INSTALL : SETTINGS;
    const chosen = await vscode.window.showWarningMessage(`${missing.reason} Nothing is checked.`, action);
    if (chosen === INSTALL) {
      await installPython();
    } else if (chosen === SETTINGS) {
      await vscode.commands.executeCommand('workbench.action.openSettings', 'charter.');
    }
  });
}

// In a terminal, so that people see what is done; where uv is missing, Python's own page says how.
async function installPython(): Promise<void> {
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
  terminal.show();
}
