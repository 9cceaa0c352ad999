import { Button, Modal } from 'antd';
import { useEffect, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { AssociatedImage } from '../../../shared/domain/slide/manifest';
import type { CaseId } from '../../../shared/domain/identity/actor';
import type { SlideManifest } from '../../../shared/domain/slide/manifest';

type Props = {
  readonly caseId: CaseId;
  readonly slide: SlideManifest;
  readonly fetchPath: (path: string) => Promise<Response>;
  readonly onClose: () => void;
};

/** The label is fetched only when somebody says he needs it: it may name the patient, and the look at it is on record. */
export function LabelDialog({ caseId, slide, fetchPath, onClose }: Props): ReactElement {
  const { t } = useTranslation('slide');
  const [kind, setKind] = useState<AssociatedImage | null>(null);
  const [url, setUrl] = useState<string | null>(null);
  const [isFailed, setFailed] = useState(false);
  useEffect(() => {
    if (!kind) return;
    let made: string | null = null;
    let isCurrent = true;
    setUrl(null);
    setFailed(false);
    const path = `/v1/cases/${caseId}/records/${slide.recordId}/slides/${slide.slideId}/images/${kind}`;
    fetchPath(path)
      .then(async (reply) => {
        if (!reply.ok) throw new Error(`status ${String(reply.status)}`);
        const blob = await reply.blob();
        if (!isCurrent) return;
        made = URL.createObjectURL(blob);
        setUrl(made);
      })
      .catch(() => isCurrent && setFailed(true));
    return () => {
      isCurrent = false;
      if (made) URL.revokeObjectURL(made);
    };
  }, [kind, caseId, slide, fetchPath]);
  return (
    <Modal open title={t('label.title')} footer={null} width={680} onCancel={onClose}>
      <p>{t('label.warning')}</p>
      <p className="slide-label-choice">
        {slide.associated.map((each) => (
          <Button
            key={each}
            type={each === kind ? 'primary' : 'default'}
            onClick={() => setKind(each)}
          >
            {t(`label.${each}`)}
          </Button>
        ))}
      </p>
      {isFailed && <p role="alert">{t('label.failed')}</p>}
      {url && kind && <img className="slide-label" src={url} alt={t(`label.${kind}`)} />}
    </Modal>
  );
}
