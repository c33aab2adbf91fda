// The one client of a window: starts the server, and starts another when that has changed which is the right one.
import * as vscode from 'vscode';
import type { LanguageClient, LanguageClientOptions } from 'vscode-languageclient/node';
import { type Log, reason } from './log';
import { ServerProcess } from './process';
import { forget } from './python';
import type { Requests, Status } from './requests';
import { findServer, isMissing, type Launch, type Missing } from './server';
import { settings } from './settings';

export type Health = 'starting' | 'running' | 'stopped' | 'missing';

// Every text: marks of AI tools and hidden characters are looked for in all languages.
const SELECTOR = [
  { scheme: 'file' },
  { scheme: 'untitled' },
  { scheme: 'vscode-notebook-cell', language: 'python' },
] as const;

export class Client implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private launch: Launch | undefined;
  private process: ServerProcess | undefined;
  private turn: Promise<void> = Promise.resolve();
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly told = new vscode.EventEmitter<Status>();

  private readonly scanned = new vscode.EventEmitter<void>();

  readonly onDidChange = this.changed.event;
  readonly onStatus = this.told.event;
  /** A scan has ended. */
  readonly onScanned = this.scanned.event;
  health: Health = 'starting';
  missing: Missing | undefined;

  constructor(
    private readonly home: string,
    private readonly memory: vscode.Memento,
    private readonly log: Log,
  ) {}

  /** Lets the right server run: keeps the one that does, if it is that. */
  refresh(): Promise<void> {
    return this.inTurn(async () => {
      const found = await findServer(this.home, settings(), this.memory, this.log);
      if (isMissing(found)) {
        await this.stop();
        this.missing = found;
        this.become('missing');
      } else if (JSON.stringify(found) !== JSON.stringify(this.launch) || this.health !== 'running') {
        await this.start(found);
      }
    });
  }

  /** Ends the server and starts it again, whatever state it is in. */
  restart(): Promise<void> {
    return this.inTurn(async () => {
      await this.stop();
      await forget(this.memory);
    }).then(() => this.refresh());
  }

  /** Returns what the server answers; rejects if there is none, or it does not know the request. */
  async ask<Name extends keyof Requests>(
    name: Name,
    params: Requests[Name]['params'],
  ): Promise<Requests[Name]['result']> {
    return await (await this.ready()).sendRequest<Requests[Name]['result']>(`charter/${name}`, params);
  }

  /** Has the server run one of its commands. */
  async execute(command: string): Promise<void> {
    await (await this.ready()).sendRequest('workspace/executeCommand', { command, arguments: [] });
  }

  /** Tells the server what of its settings are in force now. */
  async configure(): Promise<void> {
    await this.client?.sendNotification('workspace/didChangeConfiguration', {
      settings: { charter: settings().server },
    });
  }

  /** The server's command and version, for reports of problems; undefined while there is none. */
  get server(): { launch: Launch; version: string; pid: number | undefined } | undefined {
    const version = this.client?.initializeResult?.serverInfo?.version ?? 'unknown';
    return this.launch && { launch: this.launch, version, pid: this.process?.pid };
  }

  async dispose(): Promise<void> {
    await this.inTurn(() => this.stop());
    this.changed.dispose();
    this.told.dispose();
    this.scanned.dispose();
  }

  private async ready(): Promise<LanguageClient> {
    await this.turn;
    if (!this.client) {
      throw new Error(this.missing?.reason ?? 'Charter is not running; its log says why.');
    }
    return this.client;
  }

  // One after the other: a change of settings during a start must not leave two servers.
  private inTurn(work: () => Promise<void>): Promise<void> {
    this.turn = this.turn.then(work).catch((error) => this.log.error(reason(error)));
    return this.turn;
  }

  private async start(launch: Launch): Promise<void> {
    await this.stop();
    this.launch = launch;
    this.missing = undefined;
    this.become('starting');
    this.log.info(`Starting (${launch.origin}): ${[launch.command, ...launch.args].join(' ')}`);
    // Python starts while what speaks with it is loaded, which takes as long.
    const server = new ServerProcess(launch, this.home, this.log);
    this.process = server;
    const { LanguageClient, RevealOutputChannelOn, State } = await import('./libraries');
    const options = { ...this.options(), revealOutputChannelOn: RevealOutputChannelOn.Never };
    const client = new LanguageClient('charter', 'Charter', () => server.next(), options);
    client.registerFeature({
      fillClientCapabilities: (capabilities) => {
        capabilities.experimental = { ...capabilities.experimental, charterStatus: true, charterMarksInHovers: true };
      },
      initialize: () => {},
      getState: () => ({ kind: 'static' }),
      clear: () => {},
    });
    client.onDidChangeState(({ newState: state }) =>
      this.become(state === State.Running ? 'running' : state === State.Starting ? 'starting' : 'stopped'),
    );
    client.onNotification('charter/status', (status: Status) => this.told.fire(status));
    this.client = client;
    try {
      await client.start();
    } catch (error) {
      // An interpreter that ran it once may not any more; next time one is looked for.
      await forget(this.memory);
      throw error;
    }
  }

  private async stop(): Promise<void> {
    const { client, process } = this;
    this.client = this.launch = this.process = undefined;
    try {
      await client?.dispose();
    } catch (error) {
      this.log.warn(`The server did not end by itself: ${reason(error)}`);
    }
    process?.end();
  }

  private become(health: Health): void {
    this.health = health;
    this.changed.fire();
  }

  private options(): LanguageClientOptions {
    return {
      documentSelector: SELECTOR.map((filter) => ({ ...filter })),
      initializationOptions: { charter: settings().server },
      middleware: {
        workspace: { configuration: (params) => params.items.map(() => settings().server) },
        handleWorkDoneProgress: (token, params, next) => {
          next(token, params);
          if (params.kind === 'end') {
            this.scanned.fire();
          }
        },
      },
      outputChannel: this.log,
    };
  }
}
