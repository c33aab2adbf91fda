// The server's process.
import { type ChildProcess, spawn } from 'node:child_process';
import type { Log } from './log';
import type { Launch } from './server';

// Milliseconds that a server has to end by itself.
const PATIENCE = 2000;

/** Starts a server at once, and another whenever the one before has ended. */
export class ServerProcess {
  private current: ChildProcess;
  private isTaken = false;

  constructor(
    private readonly launch: Launch,
    private readonly home: string,
    private readonly log: Log,
  ) {
    this.current = this.start();
  }

  get pid(): number | undefined {
    return this.current.pid;
  }

  /** Returns a server that nobody speaks with yet. */
  async next(): Promise<ChildProcess> {
    if (this.isTaken) {
      this.current = this.start();
    }
    this.isTaken = true;
    if (this.current.pid === undefined) {
      throw new Error(`${this.launch.command} cannot be run.`);
    }
    return this.current;
  }

  /** Ends the server, if it has not ended when it was told to. */
  end(): void {
    const { current } = this;
    setTimeout(() => current.kill(), this.isTaken ? PATIENCE : 0);
  }

  private start(): ChildProcess {
    const { command, args } = this.launch;
    const env = { ...process.env, PYTHONSAFEPATH: '1' };
    const started = spawn(command, [...args], { cwd: this.home, env });
    // Nobody else listens yet, and an error that nobody hears ends all extensions.
    started.on('error', (error) => this.log.error(`${command}: ${error.message}`));
    return started;
  }
}
