import { Drawer } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { getSubmission } from '../../../../shared/api/cases';
import type { CaseId } from '../../../../shared/domain/identity/actor';
import { useQuery } from '../../../platform/useQuery';
import { QueryView } from '../../../ui/QueryView';
import { useTimeFormat } from '../../../ui/useTimeFormat';
import { Part, RequestText } from './RequestText';

type Props = {
  readonly caseId: CaseId;
  readonly snapshot: { readonly number: number; readonly at: string };
  readonly onClose: () => void;
};

/** The request exactly as it went out, whatever was written later. */
export function SnapshotDrawer({ caseId, snapshot, onClose }: Props): ReactElement {
  const { t } = useTranslation('casePage');
  const { instant } = useTimeFormat();
  const query = useQuery(getSubmission, { params: { caseId, number: snapshot.number } });
  const at = instant(snapshot.at);
  return (
    <Drawer open onClose={onClose} size={520} title={t('lateEntry.originalTitle', { at })}>
      <p className="case-muted">{t('lateEntry.asOf', { at })}</p>
      <QueryView query={query}>
        {({ form, records }) => (
          <>
            <RequestText form={form} />
            <Part title={t('timeline.title')}>
              <ul>
                {records.map(({ id, title }) => (
                  <li key={id}>{title}</li>
                ))}
              </ul>
            </Part>
          </>
        )}
      </QueryView>
    </Drawer>
  );
}
