import { InboxOutlined } from '@ant-design/icons';
import { useRef, useState, type DragEvent, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from '../request.module.css';
import { readDrop, type DropReading } from './readDrop';

type Props = {
  readonly caseId: string;
  readonly isDisabled: boolean;
  readonly onReading: (reading: DropReading) => void;
  readonly children: ReactNode;
};

/** The whole page takes what is dropped on it, wherever that is. */
export function DropTarget({ caseId, isDisabled, onReading, children }: Props): ReactElement {
  const { t } = useTranslation('request');
  // entering a child fires before leaving its parent: only the balance tells whether something hovers
  const depth = useRef(0);
  const [isOver, setOver] = useState(false);
  const carriesFiles = (event: DragEvent) =>
    !isDisabled && event.dataTransfer.types.includes('Files');
  const enter = (event: DragEvent, step: 1 | -1) => {
    if (!carriesFiles(event)) return;
    depth.current += step;
    setOver(depth.current > 0);
  };
  const drop = (event: DragEvent) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    depth.current = 0;
    setOver(false);
    void readDrop(event.dataTransfer.items, caseId).then(onReading);
  };
  return (
    <div
      className={styles['dropTarget']}
      onDragEnter={(event) => enter(event, 1)}
      onDragLeave={(event) => enter(event, -1)}
      onDragOver={(event) => carriesFiles(event) && event.preventDefault()}
      onDrop={drop}
    >
      {children}
      {isOver && (
        <div className={styles['dropOverlay']} aria-hidden>
          <InboxOutlined />
          {t('drop.release')}
        </div>
      )}
    </div>
  );
}
