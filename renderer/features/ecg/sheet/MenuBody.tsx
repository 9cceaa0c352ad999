import { useEffect, useRef, type ReactElement, type ReactNode } from 'react';

type Props = { readonly onClose: () => void; readonly children: ReactNode };

/** A menu opened by a key takes the focus, closes with Escape and gives the focus back. */
export function MenuBody({ onClose, children }: Props): ReactElement {
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    body.current?.querySelector<HTMLElement>('input, button')?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <div
      ref={body}
      className="ecg-menu"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      {children}
    </div>
  );
}
