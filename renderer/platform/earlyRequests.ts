/** After this an answer nobody asked for is thrown away: it would be shown as if it were new. */
const KEPT_MS = 15_000;

export type EarlyRequests = {
  /**
   * Sends a GET now, for somebody who is going to ask for the same later.
   *
   * @returns A copy of a good answer to look into, `null` for any other, and when somebody has asked for it already.
   */
  ask(path: string, accept?: string): Promise<Response | null>;
  /** `fetch`, except that the first one to ask for what was asked early gets that answer. */
  readonly fetch: typeof fetch;
};

type Waiting = { readonly answer: Promise<Response>; readonly askedAt: number };

/**
 * Requests that go out while the interface is still being loaded. For our own origin with its cookie only: a request with
 * a token is another request.
 */
export function createEarlyRequests(send: typeof fetch, now: () => number): EarlyRequests {
  const waiting = new Map<string, Waiting>();
  /** What was asked for without having been asked early; only kept while anything is early. */
  const overtaken = new Set<string>();
  const begun = now();
  const take = (key: string): Promise<Response> | null => {
    const found = waiting.get(key);
    waiting.delete(key);
    return found && now() - found.askedAt < KEPT_MS ? found.answer : null;
  };
  return {
    async ask(path, accept) {
      const key = keyOf(path, accept ?? null);
      if (overtaken.has(key)) return null;
      const answer = send(path, {
        credentials: 'same-origin',
        ...(accept === undefined ? {} : { headers: { accept } }),
      });
      waiting.set(key, { answer, askedAt: now() });
      return answer.then(
        (response) => (response.ok ? response.clone() : null),
        () => null,
      );
    },
    async fetch(input, init) {
      const headers = new Headers(init?.headers);
      const isGet = (init?.method ?? 'GET') === 'GET' && !headers.has('authorization');
      if (!isGet || typeof input !== 'string') return send(input, init);
      const key = keyOf(input, headers.get('accept'));
      const early = take(key);
      if (early === null) {
        if (now() - begun < KEPT_MS) overtaken.add(key);
        return send(input, init);
      }
      try {
        return await untilAborted(early, init?.signal ?? null);
      } catch (error) {
        if (init?.signal?.aborted) throw error;
        return send(input, init);
      }
    },
  };
}

const keyOf = (path: string, accept: string | null): string => `${accept ?? ''} ${path}`;

function untilAborted(answer: Promise<Response>, signal: AbortSignal | null): Promise<Response> {
  if (signal === null) return answer;
  return new Promise((resolve, reject) => {
    const give = () => reject(new DOMException('aborted', 'AbortError'));
    if (signal.aborted) return give();
    signal.addEventListener('abort', give, { once: true });
    answer.then(resolve, reject);
  });
}
