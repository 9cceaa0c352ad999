import { credentialsOf } from './api';

/** The server as an address with credentials, for bytes that are not JSON routes. */
export type ServerAccess = {
  /** Origin, `''` when it is our own. */
  readonly baseUrl: string;
  /** Absolute or same-origin URL of a server path such as `/dicom-web/studies`. */
  url(path: string): string;
  /** `authorization` where a token is used; `{}` where the cookie does it. */
  headers(): Record<string, string>;
  /** `fetch` of a server path with our credentials. Rejects as `fetch` does. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
};

export function createServerAccess(options: {
  readonly baseUrl: string;
  readonly token: () => string | null;
  readonly fetch: typeof fetch;
}): ServerAccess {
  const url = (path: string) => `${options.baseUrl}${path}`;
  const headers = () => ({
    ...(credentialsOf(options.token()).headers as Record<string, string> | undefined),
  });
  return {
    baseUrl: options.baseUrl,
    url,
    headers,
    fetch: (path, init = {}) => {
      const merged = new Headers(init.headers);
      for (const [name, value] of Object.entries(headers())) merged.set(name, value);
      const { credentials } = credentialsOf(options.token());
      return options.fetch(url(path), {
        ...init,
        ...(credentials ? { credentials } : {}),
        headers: merged,
      });
    },
  };
}
