// Finds the server: the user's own, the one shipped with the extension, that of the environment, that of the PATH.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { promisify } from 'node:util';
import type * as vscode from 'vscode';
import type { Log } from './log';
import { mayRun } from './places';
import { firstOnPath, interpreters, selected } from './python';
import type { Settings } from './settings';

/** How the server is started; the command is an absolute path. */
export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly origin: 'setting' | 'bundled' | 'environment' | 'path';
}

/** Why there is no server. */
export interface Missing {
  readonly reason: string;
  readonly lacksPython: boolean;
}

const run = promisify(execFile);

/** Finds out how to start the server. Nothing in a workspace that is not trusted is run. */
export async function findServer(
  home: string,
  settings: Settings,
  memory: vscode.Memento,
  log: Log,
): Promise<Launch | Missing> {
  if (settings.path) {
    return chosen(settings.path);
  }
  const found =
    (await bundled(home, settings, memory, log)) ?? (await installed(home, settings, log)) ?? (await anywhere());
  if (found) {
    return found;
  }
  return settings.interpreter
    ? {
        reason: `charter.interpreter: ${settings.interpreter} is no Python 3.11 to 3.14 that may be run here.`,
        lacksPython: false,
      }
    : { reason: 'Charter needs Python 3.11 to 3.14 to run, and found none.', lacksPython: true };
}

export function isMissing(found: Launch | Missing): found is Missing {
  return 'reason' in found;
}

function chosen(program: string): Launch | Missing {
  if (!path.isAbsolute(program) || !existsSync(program)) {
    return { reason: `charter.path: there is no program ${program}`, lacksPython: false };
  }
  if (!mayRun(program)) {
    return { reason: 'charter.path lies in a workspace that is not trusted.', lacksPython: false };
  }
  return { command: program, args: ['server'], origin: 'setting' };
}

async function bundled(
  home: string,
  settings: Settings,
  memory: vscode.Memento,
  log: Log,
): Promise<Launch | undefined> {
  const script = path.join(home, 'bundled', 'run.py');
  if (!existsSync(script)) {
    return undefined;
  }
  for await (const python of interpreters(settings.interpreter, home, memory, log)) {
    // Without the interpreter's own packages, of which some are loaded at each start.
    return { command: python, args: ['-I', '-S', script, 'server'], origin: 'bundled' };
  }
  return undefined;
}

// Without a server of its own the extension uses the one that stands beside the project's packages.
async function installed(home: string, settings: Settings, log: Log): Promise<Launch | undefined> {
  const programs = settings.interpreter ? [settings.interpreter] : await selected(log);
  for (const program of programs.filter(mayRun)) {
    try {
      await run(program, ['-I', '-c', 'import charter.lsp'], { cwd: home, timeout: 10_000 });
      return { command: program, args: ['-I', '-m', 'charter', 'server'], origin: 'environment' };
    } catch {
      log.debug(`${program} has no Charter.`);
    }
  }
  return undefined;
}

async function anywhere(): Promise<Launch | undefined> {
  const program = await firstOnPath('charter');
  return program && mayRun(program) ? { command: program, args: ['server'], origin: 'path' } : undefined;
}
