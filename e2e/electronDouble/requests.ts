import type { Frame, Request as PageRequest, Route } from 'playwright-core';
import type { World } from './world';

/** Sends every request of every page to the product's protocol handler, or past `will-navigate` to the network. */
export async function routeRequests(world: World): Promise<void> {
  await world.context.route(
    () => true,
    async (route, request) => {
      const frame = frameOf(request);
      if (frame === null) return answerPopup(world, route);
      if (isBlockedNavigation(world, request, frame)) return route.abort('aborted');
      const address = world.addresses.toElectron(request.url());
      const handler = world.schemes.get(address.split(':')[0] ?? '');
      return handler == null ? route.fallback() : fulfil(world, route, handler);
    },
  );
}

/** `null` for the first request of a popup, which has no page of its own yet. */
function frameOf(request: PageRequest): Frame | null {
  try {
    return request.frame();
  } catch {
    return null;
  }
}

async function answerPopup(world: World, route: Route): Promise<void> {
  const isGuarded = world.windows.every(({ webContents }) => webContents.openHandler !== null);
  return isGuarded ? route.abort('aborted') : route.fulfill({ body: 'popup' });
}

function isBlockedNavigation(world: World, request: PageRequest, frame: Frame): boolean {
  const window = world.windows.find(({ page }) => page !== null && page === frame.page());
  if (window === undefined || !request.isNavigationRequest() || window.isLoading) return false;
  const url = world.addresses.toElectron(request.url());
  const isMainFrame = frame === frame.page().mainFrame();
  let isPrevented = false;
  const event = { url, isMainFrame, preventDefault: () => (isPrevented = true) };
  window.webContents.emit('will-frame-navigate', event);
  if (isMainFrame) window.webContents.emit('will-navigate', event, url);
  return isPrevented;
}

async function fulfil(
  world: World,
  route: Route,
  handler: (request: Request) => Promise<Response>,
): Promise<void> {
  const request = route.request();
  const body = request.postDataBuffer();
  const reply = await handler(
    new Request(world.addresses.toElectron(request.url()), {
      method: request.method(),
      headers: await headersFor(world, request),
      ...(body === null ? {} : { body: Uint8Array.from(body) }),
    }),
  );
  await route.fulfill({
    status: reply.status,
    headers: Object.fromEntries(reply.headers),
    body: Buffer.from(await reply.arrayBuffer()),
  });
}

/** Requests for a custom scheme do not pass Chromium's CORS loader: Electron shows no `Origin` on them. */
async function headersFor(world: World, request: PageRequest): Promise<Record<string, string>> {
  const headers = Object.entries(await request.allHeaders());
  return Object.fromEntries(
    headers
      .filter(([name]) => !name.startsWith(':') && name !== 'origin' && name !== 'host')
      .map(([name, value]) => [name, world.addresses.toElectron(value)]),
  );
}
