/** An open window of ours, as the worker sees it. */
export type PortalWindow = {
  readonly url: string;
  readonly focused: boolean;
  focus(): Promise<unknown>;
  postMessage(message: OpenCaseMessage): void;
};

/** Asks a window to show a case. */
export type OpenCaseMessage = { readonly type: 'openCase'; readonly caseId: string };

export type PortalEnvironment = {
  /** Address the worker is responsible for, ending with a slash. */
  readonly scope: string;
  readonly windows: () => Promise<readonly PortalWindow[]>;
  readonly open: (url: string) => Promise<unknown>;
};

/**
 * Brings the portal to the front and shows the case in it: in the window that is there, because somebody may be writing
 * in it and a second one would begin by asking who is there; else in a new one.
 */
export async function openPortal(caseId: string | null, env: PortalEnvironment): Promise<void> {
  const windows = (await env.windows()).filter(({ url }) => isPortal(url, env.scope));
  const window = windows.find(({ focused }) => focused) ?? windows[0];
  if (!window) {
    await env.open(caseId === null ? env.scope : `${env.scope}#/cases/${caseId}`);
    return;
  }
  // told first: a browser that refuses to focus still shows the case
  if (caseId !== null) window.postMessage({ type: 'openCase', caseId });
  await window.focus();
}

/** The page of the portal itself; the verification page beside it knows no cases. */
function isPortal(url: string, scope: string): boolean {
  const path = new URL(url).pathname;
  const root = new URL(scope).pathname;
  return url.startsWith(scope) && (path === root || path === `${root}index.html`);
}
