// Asking for an exception: the server writes the request, people send it.
import * as vscode from 'vscode';
import type { Client } from './client';
import type { ExceptionRequest } from './requests';

const COPY = 'Copy Request';
const CONTACT = 'Copy and Open Contact';

export async function requestException(client: Client): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const uri = editor?.document.uri.toString() ?? '';
  const { requests } = await client.ask('exception', { uri, line: editor?.selection.active.line ?? 0 });
  const request = requests.length > 1 ? await choose(requests) : requests[0];
  if (!request) {
    if (requests.length === 0) {
      void vscode.window.showInformationMessage(
        'Charter finds nothing on this line that an exception could be made from.',
      );
    }
    return;
  }
  const whom = [request.owner, request.contact].filter(Boolean).join(', ') || 'whoever reviews changes of the charter';
  const isAddress = /^(https|mailto):/.test(request.contact);
  const actions = isAddress ? [COPY, CONTACT] : [COPY];
  const chosen = await vscode.window.showInformationMessage(
    `An exception from ${request.rule} is up to ${whom}.`,
    ...actions,
  );
  if (chosen) {
    await vscode.env.clipboard.writeText(request.text);
  }
  if (chosen === CONTACT) {
    // VS Code shows the address and asks before it leaves.
    await vscode.env.openExternal(vscode.Uri.parse(request.contact));
  }
}

async function choose(requests: readonly ExceptionRequest[]): Promise<ExceptionRequest | undefined> {
  const items = requests.map((request) => ({ label: request.rule, request }));
  return (await vscode.window.showQuickPick(items, { title: 'An exception from which rule?' }))?.request;
}
