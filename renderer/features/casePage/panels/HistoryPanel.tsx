import { Button } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import {
  listCaseEvents,
  listSubmissions,
  type caseEventSchema,
  type submissionSchema,
} from '../../../../shared/api/cases';
import { LATE_ENTRY_HOURS } from '../../../../shared/domain/consultation/lateEntry';
import type { CaseId } from '../../../../shared/domain/identity/actor';
import { useQuery } from '../../../platform/useQuery';
import { ChangeList } from '../../../ui/changes/ChangeList';
import { QueryView } from '../../../ui/QueryView';
import { useTimeFormat } from '../../../ui/useTimeFormat';
import { SnapshotDrawer } from './SnapshotDrawer';

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
      <QueryView query={submissions}>
        {({ items }) => <Submissions caseId={caseId} items={items} />}
      </QueryView>
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

/** Every snapshot after the first with its difference from the one before, and the way to what first went out. */
function Submissions(props: {
  readonly caseId: CaseId;
  readonly items: readonly Submission[];
}): ReactElement | null {
  const { caseId, items } = props;
  const { t } = useTranslation('casePage');
  const [opened, setOpened] = useState<Submission | null>(null);
  const [first, ...later] = items;
  if (!first || later.length === 0) return null;
  const newest = later.toReversed();
  return (
    <section className="case-part" aria-label={t('history.submissions')}>
      <h3>{t('history.submissions')}</h3>
      {newest.map((item) => (
        <details key={item.number} open={item === newest[0]}>
          <Title item={item} dueAt={afterHours(first.at, LATE_ENTRY_HOURS)} />
          <ChangeList submission={item} />
        </details>
      ))}
      <Button size="small" onClick={() => setOpened(first)}>
        {t('lateEntry.original')}
      </Button>
      {opened && (
        <SnapshotDrawer caseId={caseId} snapshot={opened} onClose={() => setOpened(null)} />
      )}
    </section>
  );
}

function Title(props: { readonly item: Submission; readonly dueAt: string }): ReactElement {
  const { item, dueAt } = props;
  const { t } = useTranslation('casePage');
  const { instant } = useTimeFormat();
  const at = instant(item.at);
  if (item.kind === 'lateEntry') {
    return (
      <summary data-late="true">
        {t(item.at > dueAt ? 'lateEntry.entryLate' : 'lateEntry.entry', { name: item.byName, at })}
      </summary>
    );
  }
  return (
    <summary>
      {t('history.submission', { number: item.number, before: item.number - 1 })} · {at}
    </summary>
  );
}

const afterHours = (at: string, hours: number): string =>
  new Date(Date.parse(at) + hours * 3_600_000).toISOString();
