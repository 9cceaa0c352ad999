import { CrownOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, List, Tag, Tooltip } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { listExperts, type Expert } from '../../../shared/api/scheduling';
import type { CaseDetail } from '../../../shared/api/cases';
import type { CaseCommand } from '../../../shared/domain/consultation/commands';
import { useQuery } from '../../platform/useQuery';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';

type Suggested = Expert & { readonly matchedBy: readonly string[]; readonly mayBeInvited: boolean };
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
    <section aria-label={t('triage:assign.title')}>
      <Input.Search
        allowClear
        placeholder={t('triage:assign.search')}
        value={q}
        onChange={(event) => setQ(event.target.value)}
      />
      {experts.status === 'failed' && (
        <ErrorNotice error={experts.error} onRetry={experts.reload} />
      )}
      <List<Suggested>
        size="small"
        loading={experts.status === 'loading' && items.length === 0}
        style={{ maxHeight: 320, overflow: 'auto', marginBlock: 8 }}
        locale={{ emptyText: <EmptyState title={t('triage:assign.none')} /> }}
        dataSource={[...items.slice(0, 30)]}
        renderItem={(expert) => (
          <ExpertRow
            expert={expert}
            isInvited={invited.has(expert.userId)}
            isChosen={chosen.includes(expert.userId)}
            isChief={chiefId === expert.userId}
            onToggle={() => toggle(expert.userId)}
            onChief={() => setChiefId(expert.userId)}
          />
        )}
      />
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
  readonly isInvited: boolean;
  readonly isChosen: boolean;
  readonly isChief: boolean;
  readonly onToggle: () => void;
  readonly onChief: () => void;
};

function ExpertRow({
  expert,
  isInvited,
  isChosen,
  isChief,
  onToggle,
  onChief,
}: RowProps): ReactElement {
  const { t } = useTranslation(['triage', 'caseTerms']);
  const reason = (key: string) =>
    key === 'wished'
      ? t('triage:assign.wished')
      : key === 'department'
        ? t('triage:assign.department')
        : key;
  return (
    <List.Item data-testid={`expert-${expert.name}`}>
      <Checkbox
        aria-label={expert.name}
        checked={isChosen || isInvited}
        disabled={isInvited || !expert.mayBeInvited}
        onChange={onToggle}
      />
      <div style={{ flex: 1, marginInline: 8, minWidth: 0 }}>
        <strong>{expert.name}</strong> {t(`caseTerms:title.${expert.title}`)} ·{' '}
        {expert.departmentName}
        <div className="hz-dim">
          {t('triage:assign.load', { open: expert.openCases, done: expert.doneCases })}
          {expert.averageRating !== null &&
            ` · ${t('triage:assign.rating', { rating: expert.averageRating.toFixed(1) })}`}
        </div>
        {expert.matchedBy.map((key) => (
          <Tag key={key}>{reason(key)}</Tag>
        ))}
        {!expert.mayBeInvited && <Tag color="default">{t('triage:assign.notEligible')}</Tag>}
      </div>
      <Tooltip title={t('triage:assign.makeChief')}>
        <Button
          size="small"
          aria-label={t('triage:assign.makeChief')}
          aria-pressed={isChief}
          type={isChief ? 'primary' : 'text'}
          icon={<CrownOutlined />}
          disabled={!isChosen}
          onClick={onChief}
        />
      </Tooltip>
    </List.Item>
  );
}
