// Where a program lies: what a workspace brings along runs only in a workspace that is trusted.
import { realpathSync } from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';

/** Tells whether a program may be run here: it lies outside all folders, or they are trusted. */
export function mayRun(program: string): boolean {
  return vscode.workspace.isTrusted || !folders().some((folder) => liesIn(program, folder));
}

function folders(): string[] {
  return (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.fsPath);
}

// By its name as well as by what that links to: an environment's interpreter is often a
// link to the system's, and yet loads what lies in the environment.
function liesIn(program: string, folder: string): boolean {
  return isBelow(program, folder) || isBelow(resolved(program), resolved(folder));
}

function isBelow(file: string, folder: string): boolean {
  const way = path.relative(folder, file);
  return way.split(path.sep)[0] !== '..' && !path.isAbsolute(way);
}

function resolved(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}
