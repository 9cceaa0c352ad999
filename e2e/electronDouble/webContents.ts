import { EventEmitter } from 'node:events';
import type { CDPSession } from 'playwright-core';
import { createCodec } from './codec';
import { DELIVER, type FromMain } from './preloadWorld';

type OpenHandler = (details: { url: string }) => { action: string };

const codec = createCodec();
let lastId = 0;

export class DoubleWebContents extends EventEmitter {
  readonly id = ++lastId;
  readonly session: object;
  /** Address as Electron would name it. */
  address = '';
  openHandler: OpenHandler | null = null;
  cdp: CDPSession | null = null;
  /** The isolated world of the page now shown; it changes with every navigation. */
  preloadContextId: number | null = null;
  readonly mainFrame: { readonly url: string; readonly parent: null };

  constructor(session: object) {
    super();
    this.session = session;
    const addressNow = (): string => this.address;
    this.mainFrame = {
      get url() {
        return addressNow();
      },
      parent: null,
    };
  }

  getURL(): string {
    return this.address;
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }

  send(channel: string, ...args: unknown[]): void {
    structuredClone(args); // throws for what Electron could not send either
    void this.deliver({ kind: 'message', channel, args: codec.encode(args) });
  }

  async deliver(message: FromMain): Promise<void> {
    if (this.cdp === null || this.preloadContextId === null) return;
    try {
      await this.cdp.send('Runtime.evaluate', {
        contextId: this.preloadContextId,
        expression: `${DELIVER}(${JSON.stringify(message)})`,
      });
    } catch {
      // The page navigated or closed meanwhile; Electron drops such a message too.
    }
  }
}
