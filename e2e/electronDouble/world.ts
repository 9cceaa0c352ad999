import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import type { Addresses } from './addresses';
import type { DoubleWebContents } from './webContents';

export type ProtocolHandler = (request: Request) => Promise<Response>;
export type InvokeListener = (event: object, ...args: unknown[]) => unknown;
export type RequestHandler = (
  contents: object,
  permission: string,
  callback: (isGranted: boolean) => void,
  details: object,
) => void;
export type CheckHandler = (
  contents: object,
  permission: string,
  origin: string,
  details: object,
) => boolean;

/** A window as the other parts see it. */
export type OpenWindow = {
  readonly webContents: DoubleWebContents;
  readonly page: Page | null;
  readonly isLoading: boolean;
  readonly isShown: boolean;
};

/** What the parts of one double share. */
export type World = {
  readonly browser: Browser;
  readonly context: BrowserContext;
  readonly browserCdp: CDPSession;
  readonly addresses: Addresses;
  /** `null` for a scheme declared privileged and not handled yet. */
  readonly schemes: Map<string, ProtocolHandler | null>;
  readonly invokeListeners: Map<string, InvokeListener>;
  readonly windows: OpenWindow[];
  readonly permissions: { request: RequestHandler | null; check: CheckHandler | null };
  readonly onAllWindowsClosed: () => void;
};
