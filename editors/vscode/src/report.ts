// A report of a problem: versions, and which settings are set. No text, no path, no name of a file.
import * as vscode from 'vscode';
import type { Client } from './client';
import { settings } from './settings';

/** Opens the report, for people to read before they send it. */
export async function reportProblem(version: string, client: Client): Promise<void> {
  const content = await report(version, client);
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content });
  await vscode.window.showTextDocument(document);
}

async function report(version: string, client: Client): Promise<string> {
  const facts: [name: string, value: string | number][] = [
    ['VS Code', `${vscode.version} (${vscode.env.appName}, ${vscode.env.remoteName ?? 'local'})`],
    ['Extension', version],
    ['State', client.health],
    [
      'Server started from',
      client.server?.launch.origin ?? (client.missing?.lacksPython ? 'nowhere: no Python' : 'nowhere'),
    ],
    [
      'Workspace',
      `${vscode.workspace.workspaceFolders?.length ?? 0} folders, ${vscode.workspace.isTrusted ? 'trusted' : 'not trusted'}`,
    ],
    ...(await ofServer(client)),
    ...Object.entries(ofSettings()),
  ];
  const list = facts.map(([name, value]) => `- ${name}: ${value}`).join('\n');
  return `# A problem with Charter\n\n## What happened\n\n\n## What should have happened\n\n\n## Versions and settings\n\n${list}\n`;
}

async function ofServer(client: Client): Promise<[string, string | number][]> {
  try {
    return Object.entries(await client.ask('about', {})).map(([name, value]) => [`Server: ${name}`, value]);
  } catch {
    // Why it does not may name a program, and so somebody's folders: that is for the log.
    return [['Server', 'does not answer']];
  }
}

function ofSettings(): Record<string, string> {
  const { path, interpreter, server } = settings();
  const all = { path, interpreter, ...server };
  const entries = Object.entries(all).map(([name, value]) => [`charter.${name}`, redacted(value)]);
  return Object.fromEntries(entries);
}

// A path says who somebody is and what they work on.
function redacted(value: unknown): string {
  return typeof value === 'number' ? String(value) : value ? '(set)' : '(not set)';
}
