// Begins and ends the extension. What the charter says is the server's business alone.
import * as vscode from 'vscode';
import { Client } from './client';
import { registerCommands } from './commands';
import { createLog } from './log';
import { offerHelp } from './missing';
import { Pages } from './page';
import { StatusItem } from './status';
import { createViews } from './views';

/** What tests ask; nobody else is promised anything. */
export interface Api {
  readonly client: Client;
  readonly status: StatusItem;
}

export function activate(context: vscode.ExtensionContext): Api {
  const log = createLog();
  const client = new Client(context.extensionUri.fsPath, context.globalState, log);
  const status = new StatusItem(client);
  const pages = new Pages(context.extensionUri);
  context.subscriptions.push(
    log,
    client,
    status,
    pages,
    createViews(client),
    registerCommands(String(context.extension.packageJSON.version), client, pages, log),
    offerHelp(client, log),
    vscode.workspace.onDidGrantWorkspaceTrust(() => client.refresh()),
    vscode.workspace.onDidChangeConfiguration(async (event) => {
      if (event.affectsConfiguration('charter.path') || event.affectsConfiguration('charter.interpreter')) {
        await client.refresh();
      } else if (event.affectsConfiguration('charter')) {
        await client.configure();
      }
    }),
  );
  // Not awaited: VS Code waits for nothing of it.
  void client.refresh();
  return { client, status };
}
