import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import {
  listCaseEvents,
  listSubmissions,
  type caseEventSchema,
  type submissionSchema,
} from '../../../../shared/api/cases';
import type { CaseId } from '../../../../shared/domain/identity/actor';
import { useQuery } from '../../../platform/useQuery';
import { QueryView } from '../../../ui/QueryView';
import { useTimeFormat } from '../../../ui/useTimeFormat';
import { ChangeList } from './ChangeList';

type Event = z.output<typeof caseEventSchema>;
type Submission = z.output<typeof submissionSchema>;

/** What happened to the case, newest first, with each resubmission readable field by field. */
export function HistoryPanel({ caseId }: { readonly caseId: CaseId }): ReactElement {
  const reloadOn = (event: { type: string; caseId?: string }) =>
    event.type === 'caseChanged' && event.caseId === caseId;
  const events = useQuery(listCaseEvents, { params: { caseId } }, { reloadOn });
  const submissions = useQuery(listSubmissions, { params: { caseId } }, { reloadOn });
  return (
    <div className="case-panel-body">
      <QueryView query={submissions}>{({ items }) => <Submissions items={items} />}</QueryView>
      <QueryView query={events}>{({ items }) => <Events items={items} />}</QueryView>
    </div>
  );
}

function Events({ items }: { readonly items: readonly Event[] }): ReactElement {
  const { t } = useTranslation(['casePage', 'caseTerms']);
  const { instant } = useTimeFormat();
  return (
    <ol className="case-events" aria-label={t('casePage:history.events')}>
      {items.toReversed().map((event) => (
        <li key={event.caseVersion}>
          <time dateTime={event.at}>{instant(event.at)}</time>
          <span>
            <b>{event.actorName || t('caseTerms:role.system')}</b> {happened(t, event.type)}
          </span>
          {event.from !== event.to && (
            <small>
              {t(`caseTerms:state.${event.from}`)} → {t(`caseTerms:state.${event.to}`)}
            </small>
          )}
        </li>
      ))}
    </ol>
  );
}

/** The server's list of events may be ahead of ours: an unknown one is shown by its name. */
const happened = (
  t: (key: string, options: { defaultValue: string }) => string,
  type: string,
): string => t(`caseTerms:happened.${type}`, { defaultValue: type });

function Submissions({ items }: { readonly items: readonly Submission[] }): ReactElement | null {
  const { t } = useTranslation('casePage');
  const { instant } = useTimeFormat();
  const resubmitted = items.filter((item) => item.number > 1).toReversed();
  if (resubmitted.length === 0) return null;
  return (
    <section className="case-part" aria-label={t('history.submissions')}>
      <h3>{t('history.submissions')}</h3>
      {resubmitted.map((item) => (
        <details key={item.number} open={item === resubmitted[0]}>
          <summary>
            {t('history.submission', { number: item.number, before: item.number - 1 })} ·{' '}
            {instant(item.at)}
          </summary>
          <ChangeList submission={item} />
        </details>
      ))}
    </section>
  );
}
