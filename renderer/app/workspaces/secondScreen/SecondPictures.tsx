import { useMemo, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDetail } from '../../../../shared/api/cases';
import { stageOf } from '../../../features/casePage';
import { arrangementShelf } from '../../../features/viewer';
import { useMe, useServer } from '../../../platform/ApiContext';
import { EmptyState } from '../../../ui/EmptyState';
import { CaseImages, type Screens } from '../caseImages';
import { useCaseReading } from '../caseReading';
import { useCompanionOf, type ScreenChannel } from './caseChannel';

type Props = { readonly channel: ScreenChannel; readonly detail: CaseDetail };

/** The viewer of a second screen: everything the first one's can, and it remembers its own arrangement. */
export function SecondPictures({ channel, detail }: Props): ReactElement {
  const { t } = useTranslation('secondScreen');
  const caseId = detail.case.id;
  const server = useServer();
  const me = useMe();
  const { annotations, desk, pictures } = useCaseReading(caseId, channel);
  const companion = useCompanionOf(channel, caseId, 'second');
  const screens: Screens = useMemo(
    () => ({
      companion,
      arrangement: arrangementShelf(window.sessionStorage, `huizhen.secondScreen.${caseId}`),
    }),
    [companion, caseId],
  );
  const studies = studiesIn(detail);
  if (studies.length === 0) return <EmptyState title={t('noPictures')} />;
  return (
    <CaseImages
      studies={studies}
      beside={null}
      desk={desk}
      annotations={annotations}
      me={me}
      server={server}
      fetchBlob={pictures}
      screens={screens}
    />
  );
}

const studiesIn = ({ records }: CaseDetail): readonly string[] => [
  ...new Set(
    records.flatMap((record) =>
      stageOf(record) === 'images' && record.studyInstanceUid ? [record.studyInstanceUid] : [],
    ),
  ),
];
