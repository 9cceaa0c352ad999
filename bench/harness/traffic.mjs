/**
 * What a page loads, as the browser's own network log tells it. `wireBytes` are headers and bodies as sent, `bytes` the bodies
 * unpacked, both without what came from the browser's cache.
 */
export async function watchTraffic(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const requests = new Map();
  const of = (id) => requests.get(id) ?? {};
  let zero = null;
  session.on('Network.requestWillBeSent', ({ requestId, request, timestamp, type }) => {
    zero ??= timestamp;
    const { url, method } = request;
    if (url.startsWith('data:') || url.startsWith('blob:')) return;
    const from = timestamp - zero;
    requests.set(requestId, { url, method, type, from, bytes: 0, wireBytes: 0, isCached: false });
  });
  session.on('Network.requestServedFromCache', ({ requestId }) => {
    of(requestId).isCached = true;
  });
  session.on('Network.responseReceived', ({ requestId, response, timestamp }) => {
    const request = of(requestId);
    request.isCached ||= response.fromDiskCache || response.fromPrefetchCache === true;
    request.answered = timestamp - zero;
  });
  session.on('Network.dataReceived', ({ requestId, dataLength }) => {
    of(requestId).bytes += dataLength;
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength, timestamp }) => {
    const request = of(requestId);
    request.wireBytes = request.isCached ? 0 : encodedDataLength;
    if (request.isCached) request.bytes = 0;
    request.to = timestamp - zero;
  });
  // given up by the page: what had come by then
  session.on('Network.loadingFailed', ({ requestId, timestamp }) => {
    const request = of(requestId);
    request.wireBytes = request.bytes;
    request.to = timestamp - zero;
  });
  const all = () => [...requests.values()];
  const sum = (key) => all().reduce((total, request) => total + request[key], 0);
  return {
    total: () => ({
      requests: requests.size,
      fromNetwork: all().filter(({ isCached }) => !isCached).length,
      bytes: sum('bytes'),
      wireBytes: sum('wireBytes'),
    }),
    /** One line a request: sent, answered, complete in ms; kilobytes. */
    waterfall: () =>
      all()
        .map(({ url, from, answered, to, bytes, wireBytes, isCached }) => {
          const at = [from, answered, to].map((s) => String(Math.round(s * 1000)).padStart(6));
          const size = isCached
            ? 'kept'
            : `${Math.round(bytes / 1000)}/${Math.round(wireBytes / 1000)}`;
          return `${at.join('')} ${size.padStart(11)} ${url.replace(/^https?:\/\/[^/]+/, '').slice(0, 120)}\n`;
        })
        .join(''),
  };
}
