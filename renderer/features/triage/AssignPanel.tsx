import { CrownOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, Skeleton, Tooltip } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { listExperts, type Expert } from '../../../shared/api/scheduling';
import type { CaseDetail } from '../../../shared/api/cases';
import type { CaseCommand } from '../../../shared/domain/consultation/commands';
import { useQuery } from '../../platform/useQuery';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { ExpertFacts, type Suggested } from './ExpertFacts';
import { FreeTimes } from './FreeTimes';

/** Free times are read for those at the top and those chosen: thirty calendars nobody looks at would be read in vain. */
const WITH_TIMES = 5;
const SHOWN = 30;

type Props = {
  readonly detail: CaseDetail;
  readonly busy: boolean;
  readonly onRun: (command: CaseCommand) => void;
};

/** Suggested experts with the reason, load and record; the lead expert is chosen by the crown. */
export function AssignPanel({ detail, busy, onRun }: Props): ReactElement {
  const { t } = useTranslation(['triage', 'caseTerms']);
  const [q, setQ] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [chiefId, setChiefId] = useState<string | null>(detail.case.chiefId);
  const experts = useQuery(
    listExperts,
    { query: { caseId: detail.case.id, ...(q.trim() ? { q: q.trim() } : {}) } },
    { keepPrevious: true },
  );
  const toggle = (id: string) => {
    const next = chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id];
    setChosen(next);
    if (!chiefId || (chiefId === id && !next.includes(id))) setChiefId(next[0] ?? null);
  };
  const invited = new Set(
    detail.case.invitations
      .filter((i) => i.status !== 'declined' && i.status !== 'expired')
      .map((i) => i.expertId as string),
  );
  const send = () =>
    onRun({
      type: 'inviteExperts',
      experts: chosen.map((id) => ({
        expertId: id as Expert['userId'],
        role: id === chiefId ? 'chief' : 'member',
        required: true,
      })),
    });
  const items: readonly Suggested[] = experts.value?.items ?? [];
  const hasChief =
    chiefId !== null && (chosen.includes(chiefId) || chiefId === detail.case.chiefId);
  return (
    <section className="hz-preview-part" aria-label={t('triage:assign.title')}>
      <h3>{t('triage:assign.title')}</h3>
      <Input.Search
        allowClear
        placeholder={t('triage:assign.search')}
        value={q}
        onChange={(event) => setQ(event.target.value)}
      />
      {experts.status === 'failed' && (
        <ErrorNotice error={experts.error} onRetry={experts.reload} />
      )}
      {experts.value === null && experts.status === 'loading' && <Skeleton active />}
      {experts.value !== null && items.length === 0 && (
        <EmptyState title={t('triage:assign.none')} />
      )}
      <ul className="hz-experts">
        {items.slice(0, SHOWN).map((expert, index) => (
          <ExpertRow
            key={expert.userId}
            expert={expert}
            hasTimes={index < WITH_TIMES || chosen.includes(expert.userId)}
            isInvited={invited.has(expert.userId)}
            isChosen={chosen.includes(expert.userId)}
            isChief={chiefId === expert.userId}
            onToggle={() => toggle(expert.userId)}
            onChief={() => setChiefId(expert.userId)}
          />
        ))}
      </ul>
      <Button
        type="primary"
        block
        disabled={chosen.length === 0 || !hasChief}
        loading={busy}
        onClick={send}
      >
        {t('triage:assign.invite', { count: chosen.length })}
      </Button>
    </section>
  );
}

type RowProps = {
  readonly expert: Suggested;
  readonly hasTimes: boolean;
  readonly isInvited: boolean;
  readonly isChosen: boolean;
  readonly isChief: boolean;
  readonly onToggle: () => void;
  readonly onChief: () => void;
};

function ExpertRow(props: RowProps): ReactElement {
  const { t } = useTranslation('triage');
  const { expert, isInvited, isChosen, isChief } = props;
  return (
    <li data-testid={`expert-${expert.name}`}>
      <Checkbox
        aria-label={expert.name}
        checked={isChosen || isInvited}
        disabled={isInvited || !expert.mayBeInvited}
        onChange={props.onToggle}
      />
      <div>
        <ExpertFacts expert={expert} />
        {props.hasTimes && expert.mayBeInvited && <FreeTimes expertId={expert.userId} />}
      </div>
      <Tooltip title={t('assign.makeChief')}>
        <Button
          size="small"
          aria-label={t('assign.makeChief')}
          aria-pressed={isChief}
          type={isChief ? 'primary' : 'text'}
          icon={<CrownOutlined />}
          disabled={!isChosen}
          onClick={props.onChief}
        />
      </Tooltip>
    </li>
  );
}
