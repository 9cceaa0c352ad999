import type { z } from 'zod';
import {
  createSession as createSessionRoute,
  endSession,
  getMe,
  type Me,
} from '../../shared/api/sessions';
import type { AppError } from '../../shared/domain/errors';
import { ok, type Result } from '../../shared/lib/result';
import type { ApiClient } from './api';
import { createObservable, type Observable } from './observable';

export type SessionState =
  | { readonly status: 'checking' }
  | { readonly status: 'signedOut' }
  /** Nobody knows: the server does not answer. */
  | { readonly status: 'unreachable'; readonly error: AppError }
  | { readonly status: 'signedIn'; readonly me: Me }
  /** The server ended the session; the page behind stays as it is until the same person signs in again. */
  | { readonly status: 'expired'; readonly me: Me };

/** Where a bearer token survives a restart. The portal keeps none: its cookie is not ours to read. */
export type TokenStore = {
  read(): Promise<string | null>;
  write(token: string | null): Promise<void>;
};

export type Credentials = z.input<typeof createSessionRoute.body>;

export type Session = {
  readonly state: Observable<SessionState>;
  readonly token: () => string | null;
  /** Finds out at start, or after `unreachable`, whether somebody is signed in. */
  check(): Promise<void>;
  /** Refuses with `auth.*` codes, among them `auth.totpRequired` and `auth.lockedOut`. */
  signIn(credentials: Credentials): Promise<Result<Me, AppError>>;
  /** Signs out here even when the server cannot be told; its answer is returned. */
  signOut(): Promise<Result<unknown, AppError>>;
  /** Signed out in another window: forgets here what was signed out there. */
  leave(): void;
  /**
   * Somebody signed in in another window: takes that session over where nobody is signed in here, or where the same person's ran
   * out; the page behind stays as it is.
   */
  join(): Promise<void>;
  /** The server does not know us any more. */
  expire(): void;
  updateMe(me: Me): void;
};

export function createSession(deps: {
  readonly api: ApiClient;
  readonly tokens: TokenStore;
  /** Shared with the API client, which is made before the session. */
  readonly holder: { token: string | null };
  readonly usesToken: boolean;
  /** What has to be undone on this device while the server still knows who it is. */
  readonly beforeSignOut?: () => Promise<void>;
}): Session {
  const { api, tokens, holder, usesToken, beforeSignOut } = deps;
  const state = createObservable<SessionState>({ status: 'checking' });
  const keepToken = async (token: string | null) => {
    if (!usesToken) return;
    holder.token = token;
    await tokens.write(token);
  };
  return {
    state,
    token: () => holder.token,
    async check() {
      state.set({ status: 'checking' });
      if (usesToken) holder.token = await tokens.read();
      const result = await api(getMe, {});
      if (result.ok) state.set({ status: 'signedIn', me: result.value });
      else if (result.error.kind === 'unauthenticated') state.set({ status: 'signedOut' });
      else state.set({ status: 'unreachable', error: result.error });
    },
    async signIn(credentials) {
      const result = await api(createSessionRoute, { body: credentials });
      if (!result.ok) return result;
      await keepToken(result.value.token);
      state.set({ status: 'signedIn', me: result.value.me });
      return ok(result.value.me);
    },
    async signOut() {
      await beforeSignOut?.();
      const result = await api(endSession, {});
      await keepToken(null);
      state.set({ status: 'signedOut' });
      return result;
    },
    leave() {
      holder.token = null;
      state.set({ status: 'signedOut' });
    },
    async join() {
      if (usesToken) holder.token = await tokens.read();
      const result = await api(getMe, {});
      const before = state.get();
      if (!result.ok) return;
      const isOurs = before.status === 'expired' && before.me.userId === result.value.userId;
      if (isOurs || before.status === 'signedOut')
        state.set({ status: 'signedIn', me: result.value });
    },
    expire() {
      const before = state.get();
      if (before.status === 'signedIn') state.set({ status: 'expired', me: before.me });
    },
    updateMe(me) {
      if (state.get().status === 'signedIn') state.set({ status: 'signedIn', me });
    },
  };
}
