/**
 * The end of a process, without a failed request: first `/readyz` says no, so that load balancers send nothing more; then the
 * port closes while every open connection may still bring requests, each answered with `Connection: close`; then what is
 * idle is closed, and what is in hand ends.
 */
import { type Server as NetServer, Server as NetServerClass, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from '../deps.ts';
import type { Config } from './settings.ts';

/** A kept-alive client may be about to send: its idle connection is closed only after this long. */
const IDLE_MS = 2000;
const LOOK_EVERY_MS = 25;

export interface Lifecycle {
  readonly draining: boolean;
  /** Ends when no connection is left, or after the time allowed. @returns whether all requests ended */
  drain(): Promise<boolean>;
}

/** Stops accepting, and leaves open connections alone (`http.Server.close` would cut idle ones off at once). */
function stopAccepting(server: NetServer): void {
  if (server.listening) NetServerClass.prototype.close.call(server);
}

/** Before routes are added. */
export function lifecycleOf(app: App, config: Pick<Config, 'drainSeconds' | 'shutdownSeconds'>): Lifecycle {
  const sockets = new Set<Socket>();
  let draining = false;
  let portClosed = false;
  app.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  app.addHook('onSend', async (_, reply) => {
    // not before: who is told to leave comes back at once, into a queue that closing the port throws away
    if (portClosed) void reply.header('connection', 'close');
  });

  async function untilEmpty(ms: number): Promise<boolean> {
    const end = Date.now() + ms;
    while (sockets.size > 0 && Date.now() < end) await sleep(LOOK_EVERY_MS);
    return sockets.size === 0;
  }

  async function drain(): Promise<boolean> {
    draining = true;
    if (config.drainSeconds > 0) await sleep(config.drainSeconds * 1000);
    portClosed = true;
    stopAccepting(app.server);
    const allowed = config.shutdownSeconds * 1000;
    if (await untilEmpty(Math.min(IDLE_MS, allowed))) return true;
    app.server.closeIdleConnections();
    const ended = await untilEmpty(Math.max(0, allowed - IDLE_MS));
    app.server.closeAllConnections();
    return ended;
  }

  return {
    get draining() {
      return draining;
    },
    drain,
  };
}
