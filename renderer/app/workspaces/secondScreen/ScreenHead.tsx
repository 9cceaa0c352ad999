import { WarningFilled } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { getCase, type CaseDetail } from '../../../../shared/api/cases';
import type { CaseId } from '../../../../shared/domain/identity/actor';
import { useQuery } from '../../../platform/useQuery';
import { PatientLine } from '../../../ui/PatientLine';

/** Whose pictures these are. */
export function ScreenHead({ detail }: { readonly detail: CaseDetail }): ReactElement {
  const { t } = useTranslation('secondScreen');
  return (
    <header className="second-screen-head">
      <span className="second-screen-tag">{t('title')}</span>
      <Whose detail={detail} />
    </header>
  );
}

/** Name, sex, age and number, as on the case page. */
function Whose({ detail }: { readonly detail: CaseDetail }): ReactElement {
  const { t } = useTranslation('secondScreen');
  const { form, requestNo } = detail.case;
  return (
    <>
      <PatientLine {...form.patient} weightKg={null} />
      <span className="second-screen-number">{requestNo ?? t('noNumber')}</span>
    </>
  );
}

type BandProps = {
  readonly detail: CaseDetail | null;
  /** On the first screen. */
  readonly caseId: CaseId;
  readonly onFollow: () => void;
};

/** The two screens show different people: said where nobody can overlook it. */
export function OtherCaseBand({ detail, caseId, onFollow }: BandProps): ReactElement {
  const { t } = useTranslation('secondScreen');
  const query = useQuery(getCase, { params: { caseId } });
  return (
    <div className="second-screen-band" role="alert">
      <WarningFilled aria-hidden />
      <div>
        <p>
          <b>{t('other.here')}</b> {detail && <Whose detail={detail} />}
        </p>
        <p>
          <b>{t('other.front')}</b>{' '}
          {query.value ? <Whose detail={query.value} /> : t('other.unknown')}
        </p>
      </div>
      <Button type="primary" danger size="large" onClick={onFollow}>
        {t('follow')}
      </Button>
    </div>
  );
}

/** Names the case that would be shown before it is. */
export function FollowButton(props: {
  readonly caseId: CaseId | null;
  readonly onFollow: () => void;
}): ReactElement {
  const { t } = useTranslation('secondScreen');
  const { caseId } = props;
  const query = useQuery(
    getCase,
    { params: { caseId: caseId as CaseId } },
    { enabled: caseId !== null },
  );
  return (
    <div className="second-screen-offer">
      <p>{query.value && <Whose detail={query.value} />}</p>
      <Button type="primary" size="large" onClick={props.onFollow}>
        {t('follow')}
      </Button>
    </div>
  );
}
