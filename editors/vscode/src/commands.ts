// The commands of the palette.
import * as vscode from 'vscode';
import type { Client } from './client';
import { type Log, reason } from './log';

/** Registers all commands. */
export function registerCommands(context: vscode.ExtensionContext, client: Client, log: Log): vscode.Disposable {
  void context;
  const commands: Record<string, (...args: never[]) => unknown> = {
    'charter.restart': () => client.restart(),
    'charter.showLog': () => log.show(),
  };
  const registered = Object.entries(commands).map(([name, run]) =>
    vscode.commands.registerCommand(name, async (...args: never[]) => {
      try {
        return await run(...args);
      } catch (error) {
        log.error(`${name}: ${reason(error)}`);
        void vscode.window.showErrorMessage(`Charter: ${reason(error)}`);
        return undefined;
      }
    }),
  );
  return vscode.Disposable.from(...registered);
}
