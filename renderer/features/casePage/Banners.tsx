import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../ui/Notice';
import { useTimeFormat } from '../../ui/useTimeFormat';
import type { CaseView } from '../../ports/caseView';
import { LateEntryBanner } from './LateEntryBanner';
import { nameOf } from './people';
import type { StepType } from './nextStep';

type Props = {
  readonly view: CaseView;
  readonly onOpenReport: () => void;
  readonly onStep: (step: StepType) => void;
};

/** What nobody may overlook on this case, whichever panel is open. */
export function Banners({ view, onOpenReport, onStep }: Props): ReactElement {
  const { t } = useTranslation(['casePage', 'caseTerms']);
  const { instant } = useTimeFormat();
  const { detail } = view;
  const { criticalFinding, rejection, fixList, localRefusal, reports, cancellation, state } =
    detail.case;
  const latest = reports.at(-1);
  const mustReread =
    latest !== undefined &&
    detail.readReportVersion > 0 &&
    detail.readReportVersion < latest.version;
  return (
    <div className="case-banners">
      {criticalFinding && criticalFinding.acknowledgedAt === null && (
        <Notice
          tone="urgent"
          actions={
            detail.available.includes('acknowledgeCriticalFinding') && (
              <Button danger size="small" onClick={() => onStep('acknowledgeCriticalFinding')}>
                {t('caseTerms:command.acknowledgeCriticalFinding')}
              </Button>
            )
          }
        >
          {t('casePage:banner.critical', {
            name: nameOf(detail, criticalFinding.by),
            at: instant(criticalFinding.at),
            text: criticalFinding.text,
          })}
        </Notice>
      )}
      {state === 'rejected' && rejection && (
        <Notice tone="urgent">
          {t('casePage:banner.rejected', {
            reason: t(`caseTerms:reject.${rejection.code}`),
            text: rejection.text,
          })}
        </Notice>
      )}
      {state === 'returned' && fixList && (
        <Notice tone="risk">
          {t('casePage:banner.returned')}
          <ol>
            {fixList.items.map((item) => (
              <li key={item.id}>{`${t(`caseTerms:reject.${item.code}`)} · ${item.text}`}</li>
            ))}
          </ol>
        </Notice>
      )}
      {state === 'draft' && localRefusal && (
        <Notice tone="risk">
          {t('casePage:banner.localRefusal', { text: localRefusal.text })}
        </Notice>
      )}
      {state !== 'cancelled' && cancellation && (
        <Notice tone="risk">
          {t('casePage:banner.cancelAsked', {
            name: nameOf(detail, cancellation.by),
            reason: cancellation.reason,
          })}
        </Notice>
      )}
      <LateEntryBanner view={view} onStep={onStep} />
      {mustReread && (
        <Notice
          tone={latest.conclusionChanged ? 'urgent' : 'mine'}
          actions={
            <Button size="small" onClick={onOpenReport}>
              {t('casePage:banner.openReport')}
            </Button>
          }
        >
          {t(
            latest.conclusionChanged
              ? 'casePage:banner.conclusionChanged'
              : 'casePage:banner.amended',
            {
              version: latest.version,
              reason: latest.amendmentReason ?? '',
            },
          )}
        </Notice>
      )}
    </div>
  );
}
