import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { lateEntryDueAt, owesLateEntry } from '../../../shared/domain/consultation/lateEntry';
import { Notice } from '../../ui/Notice';
import { useTimeFormat } from '../../ui/useTimeFormat';
import type { CaseView } from '../../ports/caseView';
import { nameOf } from './people';
import type { StepType } from './nextStep';

type Props = { readonly view: CaseView; readonly onStep: (step: StepType) => void };

/** What an emergency still owes to its record, for everybody who relies on it; who may settle it finds the way here. */
export function LateEntryBanner({ view, onStep }: Props): ReactElement | null {
  const { t } = useTranslation(['casePage', 'caseTerms']);
  const { instant, now } = useTimeFormat();
  const { detail } = view;
  const waiver = detail.case.lateRecord?.waiver;
  if (waiver) {
    return (
      <Notice tone="plain">
        {t('casePage:lateEntry.waived', {
          name: nameOf(detail, waiver.by),
          at: instant(waiver.at),
          reason: waiver.reason,
        })}
      </Notice>
    );
  }
  if (!owesLateEntry(detail.case)) return null;
  const dueAt = lateEntryDueAt(detail.case) ?? '';
  const isOverdue = dueAt < now;
  const items = detail.lateItems
    .map((item) => t(`caseTerms:lateItem.${item}`))
    .join(t('casePage:summary.separator'));
  const step = (['recordLateEntry', 'waiveLateEntry'] as const).find((type) =>
    detail.available.includes(type),
  );
  return (
    <Notice
      tone={isOverdue ? 'urgent' : 'risk'}
      actions={
        step && (
          <Button size="small" onClick={() => onStep(step)}>
            {t(`caseTerms:command.${step}`)}
          </Button>
        )
      }
    >
      {t(isOverdue ? 'casePage:lateEntry.overdue' : 'casePage:lateEntry.owed', {
        at: instant(dueAt),
        items: items || t('casePage:lateEntry.onlyToRecord'),
      })}
    </Notice>
  );
}
