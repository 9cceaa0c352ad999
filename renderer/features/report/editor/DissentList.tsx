import { DeleteOutlined, ImportOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDetail } from '../../../../shared/api/cases';
import type { ReportContent } from '../../../../shared/domain/report/report';
import { Notice } from '../../../ui/Notice';
import { nameOf } from '../people';
import { dissentToImport, importDissent, removeDissent, type ReportChange } from './reportEdits';

type Props = {
  readonly content: ReportContent;
  readonly detail: CaseDetail;
  readonly onChange: (change: ReportChange) => void;
};

/** Minority opinions stand under their author's name in the author's words; the chief cannot rewrite them. */
export function DissentList({ content, detail, onChange }: Props): ReactElement {
  const { t } = useTranslation('report');
  const { opinions, chiefId } = detail.case;
  const missing = dissentToImport(opinions, chiefId, content);
  return (
    <>
      {content.dissent.map((entry) => (
        <blockquote key={entry.expertId} className="report-dissent">
          <b>{entry.expertName}</b>
          <p>{entry.text}</p>
          <Button
            size="small"
            type="text"
            icon={<DeleteOutlined />}
            onClick={() => onChange(removeDissent(entry.expertId))}
          >
            {t('dissent.remove')}
          </Button>
        </blockquote>
      ))}
      {missing.map((opinion) => {
        const name = nameOf(detail, opinion.expertId);
        return (
          <Notice
            key={opinion.expertId}
            tone="risk"
            actions={
              <Button
                size="small"
                icon={<ImportOutlined />}
                onClick={() => onChange(importDissent(opinion, name))}
              >
                {t('dissent.import')}
              </Button>
            }
          >
            {t('dissent.missing', { name })}
          </Notice>
        );
      })}
      {content.dissent.length + missing.length === 0 && (
        <p className="report-muted">{t('dissent.none')}</p>
      )}
    </>
  );
}
