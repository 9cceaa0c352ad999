import {
  createContext,
  useContext,
  useEffect,
  useRef,
  type ReactElement,
  type ReactNode,
} from 'react';
import type { ServerEvent } from '../../shared/api/events';
import type { Me } from '../../shared/api/sessions';
import type { DesktopBridge } from '../ports/desktopBridge';
import type { ApiClient } from './api';
import type { Connection } from './connection';
import type { ServerEventListener } from './eventSocket';
import { useObservable, type Observable } from './observable';
import type { Push } from './push';
import type { ServerAccess } from './serverAccess';
import type { Session } from './session';

/** Everything a screen needs from outside. Built once in `renderer/app`, faked in tests. */
export type Platform = {
  readonly api: ApiClient;
  readonly server: ServerAccess;
  readonly session: Session;
  readonly desktop: DesktopBridge;
  readonly webPush: Push;
  readonly connection: Observable<Connection>;
  /** Hears server events as long as somebody is signed in. */
  readonly subscribe: (listener: ServerEventListener) => () => void;
};

const PlatformContext = createContext<Platform | null>(null);
const MeContext = createContext<Me | null>(null);

export function PlatformProvider(props: {
  readonly platform: Platform;
  readonly children: ReactNode;
}): ReactElement {
  return <PlatformContext value={props.platform}>{props.children}</PlatformContext>;
}

export function MeProvider(props: { readonly me: Me; readonly children: ReactNode }): ReactElement {
  return <MeContext value={props.me}>{props.children}</MeContext>;
}

export function usePlatform(): Platform {
  const platform = useContext(PlatformContext);
  if (!platform) throw new Error('PlatformProvider is missing');
  return platform;
}

export const useApi = (): ApiClient => usePlatform().api;

/** For what is not a route of the contract: DICOMweb, uploads, PDF and record bytes. */
export const useServer = (): ServerAccess => usePlatform().server;

export const useDesktop = (): DesktopBridge => usePlatform().desktop;

export const useConnection = (): Connection => useObservable(usePlatform().connection);

/** The signed-in person. Pages are only shown to somebody signed in. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('MeProvider is missing');
  return me;
}

/**
 * Hears server events while mounted; the listener may change between renders. A `hello` says that the connection
 * is (again) there and that events may have been missed: reload what you show.
 */
export function useServerEvents(listener: (event: ServerEvent) => void): void {
  const { subscribe } = usePlatform();
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => subscribe((event) => latest.current(event)), [subscribe]);
}
