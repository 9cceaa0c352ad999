import { Skeleton } from 'antd';
import { useEffect, useState, type ComponentType, type ReactElement } from 'react';
import styles from './frame/frame.module.css';

export type Page = ComponentType & {
  /** Fetches the page's code before it is shown; what fails here is told when it is. */
  readonly preload: () => void;
};

type Load = { readonly page: ComponentType } | { readonly error: unknown } | null;

/**
 * A page as a download of its own: the sign-in page does not wait for charts or viewers. Not `lazy`, which keeps a page that
 * is there waiting until its placeholder has been on screen for 300 ms.
 */
export function page(load: () => Promise<ComponentType>): Page {
  let loaded: ComponentType | null = null;
  let pending: Promise<ComponentType> | null = null;
  const fetchOnce = async () => {
    try {
      return (loaded = await load());
    } catch (error) {
      pending = null;
      throw error;
    }
  };
  const get = () => (pending ??= fetchOnce());

  function Downloaded(): ReactElement {
    const [state, setState] = useState<Load>(() => loaded && { page: loaded });
    useEffect(() => {
      let isGone = false;
      // also when the code has come since the first drawing: nobody else would say so
      const settle = (next: Load) => {
        if (!isGone) setState((before) => before ?? next);
      };
      get().then(
        (component) => settle({ page: component }),
        (error: unknown) => settle({ error }),
      );
      return () => {
        isGone = true;
      };
    }, []);
    if (state === null) return <PageSkeleton />;
    if ('error' in state) throw state.error;
    return <state.page />;
  }
  return Object.assign(Downloaded, { preload: () => void get().catch(() => undefined) });
}

function PageSkeleton(): ReactElement {
  return (
    <div className={styles['skeleton']} aria-busy="true">
      <Skeleton paragraph={{ rows: 10 }} />
    </div>
  );
}
