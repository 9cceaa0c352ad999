import { useEffect, useState } from 'react';
import { appError, appErrorSchema, type AppError } from '../../../../shared/domain/errors';
import { err, ok, type Result } from '../../../../shared/lib/result';

/** `fetch` of a server path with the session's credentials. Rejects only when no answer came. */
export type ServerFetch = (path: string, init?: RequestInit) => Promise<Response>;

export type Content =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly blob: Blob }
  | { readonly status: 'failed'; readonly error: AppError; readonly retry: () => void };

/** The bytes behind a server path, fetched whole. */
export function useContent(fetchPath: ServerFetch, path: string): Content {
  const [state, setState] = useState<{ path: string; result: Result<Blob, AppError> } | null>(null);
  const [round, setRound] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    void fetchBlob(fetchPath, path, abort.signal).then((result) => {
      if (!abort.signal.aborted) setState({ path, result });
    });
    return () => abort.abort();
  }, [fetchPath, path, round]);

  if (state?.path !== path) return { status: 'loading' };
  if (state.result.ok) return { status: 'ready', blob: state.result.value };
  const retry = () => {
    setState(null);
    setRound((before) => before + 1);
  };
  return { status: 'failed', error: state.result.error, retry };
}

/**
 * Errors: what the server answered, `net.offline`, `file.empty`, `net.badResponse`.
 *
 * @param accept - Media type asked for, where the server has several.
 */
export async function fetchBlob(
  fetchPath: ServerFetch,
  path: string,
  signal: AbortSignal,
  accept?: string,
): Promise<Result<Blob, AppError>> {
  try {
    const headers = accept === undefined ? {} : { headers: { accept } };
    const reply = await fetchPath(path, { signal, ...headers });
    if (!reply.ok) return err(await problemOf(reply));
    const blob = await reply.blob();
    return blob.size === 0 ? err(appError('integrity', 'file.empty')) : ok(blob);
  } catch {
    return err(appError('unavailable', 'net.offline')); // fetch says no more than that nothing came
  }
}

async function problemOf(reply: Response): Promise<AppError> {
  const body: unknown = await reply.json().catch(() => null); // a proxy's HTML page
  const parsed = appErrorSchema.safeParse((body as { error?: unknown } | null)?.error);
  if (parsed.success) return parsed.data;
  return reply.status === 404
    ? appError('notFound', 'upload.notFound')
    : appError('internal', 'net.badResponse', { message: `status ${String(reply.status)}` });
}

/** An address for `<img>` or `<video>` that lives as long as the component shows the blob. */
export function useBlobUrl(blob: Blob | null): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!blob) return;
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => {
      URL.revokeObjectURL(made);
      setUrl(null);
    };
  }, [blob]);
  return url;
}
