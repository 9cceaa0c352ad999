import { Modal } from 'antd';
import { useState, type ReactElement } from 'react';
import { useHotkeys } from './hotkeys';
import styles from './page.module.css';

type Props = {
  readonly title: string;
  /** Key as printed on it, and what it does. */
  readonly keys: readonly (readonly [key: string, action: string])[];
  readonly onClose: () => void;
};

/** All keys of a page. */
export function KeysOverlay({ title, keys, onClose }: Props): ReactElement {
  return (
    <Modal open title={title} footer={null} onCancel={onClose} width={420}>
      <dl className={styles['keys']}>
        {keys.map(([key, action]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{action}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}

/** `?` opens the overlay; `open` is for the button that says so. */
export function useKeysOverlay(
  overlay: Omit<Props, 'onClose'>,
  isEnabled = true,
): { readonly open: () => void; readonly element: ReactElement | null } {
  const [isOpen, setOpen] = useState(false);
  const open = () => setOpen(true);
  // the full-width mark is what a Chinese input method types
  useHotkeys({ '?': open, '？': open }, isEnabled);
  return {
    open,
    element: isOpen ? <KeysOverlay {...overlay} onClose={() => setOpen(false)} /> : null,
  };
}
