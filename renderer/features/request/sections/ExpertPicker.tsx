import { CloseOutlined, SearchOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { freeTimes, listExperts } from '../../../../shared/api/scheduling';
import type { RouteOutput } from '../../../../shared/api/route';
import type { UserId } from '../../../../shared/domain/identity/actor';
import { useQuery } from '../../../platform/useQuery';
import { EmptyState } from '../../../ui/EmptyState';
import { QueryView } from '../../../ui/QueryView';
import { useErrorText } from '../../../ui/errorText';
import { useTimeFormat } from '../../../ui/useTimeFormat';
import { Field } from '../Field';
import { useForm } from '../formContext';
import styles from '../request.module.css';
import { useSettled } from '../useSettled';
import { addWindow } from './windows';

type Expert = RouteOutput<typeof listExperts>['items'][number];

const MAX_EXPERTS = 8;
const SHOWN = 12;

/** The expert library, best match for this case first; chosen experts show when they are free. */
export function ExpertPicker({ caseId }: { readonly caseId: string }): ReactElement {
  const { t } = useTranslation('request');
  const { form, edit, isReadOnly } = useForm();
  const [text, setText] = useState('');
  const q = useSettled(text.trim(), 250);
  const query = useQuery(
    listExperts,
    { query: { caseId: caseId, ...(q === '' ? {} : { q }) } },
    { keepPrevious: true },
  );
  const chosen = form.wishes.expertIds;
  const toggle = (id: UserId) =>
    edit('wishes', {
      expertIds: chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id],
    });
  return (
    <Field
      path="wishes.expertIds"
      label={t('experts.experts')}
      hint={t('experts.expertsHint')}
      span={6}
    >
      {(ids) => (
        <div className={styles['picker']}>
          <Input
            {...ids}
            allowClear
            prefix={<SearchOutlined />}
            placeholder={t('experts.search')}
            value={text}
            maxLength={60}
            disabled={isReadOnly}
            onChange={(event) => setText(event.target.value)}
          />
          <QueryView query={query}>
            {({ items }) =>
              items.length === 0 ? (
                <EmptyState title={t('experts.none')} />
              ) : (
                <ul>
                  {inOrder(items, chosen).map((expert) => (
                    <ExpertRow
                      key={expert.userId}
                      expert={expert}
                      isChosen={chosen.includes(expert.userId)}
                      isDisabled={
                        isReadOnly ||
                        (!chosen.includes(expert.userId) && chosen.length >= MAX_EXPERTS)
                      }
                      onToggle={() => toggle(expert.userId)}
                    />
                  ))}
                </ul>
              )
            }
          </QueryView>
        </div>
      )}
    </Field>
  );
}

/** Chosen ones stay in sight whatever is searched. */
function inOrder(items: readonly Expert[], chosen: readonly string[]): Expert[] {
  const mine = items.filter((expert) => chosen.includes(expert.userId));
  const others = items.filter((expert) => !chosen.includes(expert.userId) && expert.mayBeInvited);
  return [...mine, ...others.slice(0, SHOWN)];
}

type RowProps = {
  readonly expert: Expert;
  readonly isChosen: boolean;
  readonly isDisabled: boolean;
  readonly onToggle: () => void;
};

function ExpertRow({ expert, isChosen, isDisabled, onToggle }: RowProps): ReactElement {
  const { t } = useTranslation(['request', 'caseTerms']);
  return (
    <li data-chosen={isChosen}>
      <Checkbox checked={isChosen} disabled={isDisabled} onChange={onToggle}>
        <strong>{expert.name}</strong> {t(`caseTerms:title.${expert.title}`)}
      </Checkbox>
      <span className={styles['muted']}>
        {expert.departmentName} · {expert.specialties.join('、')}
      </span>
      <span className={styles['figures']}>
        {t('request:experts.done', { count: expert.doneCases })}
        {expert.averageRating !== null &&
          ` · ${t('request:experts.rating', { rating: expert.averageRating.toFixed(1) })}`}
      </span>
      {isChosen && <FreeTimes userId={expert.userId} />}
    </li>
  );
}

function FreeTimes({ userId }: { readonly userId: UserId }): ReactElement {
  const { t } = useTranslation('request');
  const textOf = useErrorText();
  const { span } = useTimeFormat();
  const { form, edit, isReadOnly } = useForm();
  const query = useQuery(freeTimes, { params: { userId }, query: { days: 7 } });
  const { windows, mode } = form.wishes;
  if (query.status === 'failed') return <p className={styles['muted']}>{textOf(query.error)}</p>;
  if (mode !== 'video') return <></>;
  return (
    <div className={styles['chips']} aria-busy={query.value === null}>
      <span className={styles['muted']}>{t('experts.free')}</span>
      {query.value?.items.length === 0 && <span>{t('experts.notFree')}</span>}
      {query.value?.items.slice(0, 8).map((window) => {
        const isTaken = windows.some(
          (one) => one.startsAt === window.startsAt && one.endsAt === window.endsAt,
        );
        return (
          <Button
            key={window.startsAt}
            size="small"
            disabled={isReadOnly || (!isTaken && windows.length >= 3)}
            type={isTaken ? 'primary' : 'default'}
            icon={isTaken ? <CloseOutlined /> : null}
            onClick={() =>
              edit('wishes', {
                windows: isTaken
                  ? windows.filter((one) => one.startsAt !== window.startsAt)
                  : addWindow(windows, window),
              })
            }
          >
            {span(window.startsAt, window.endsAt)}
          </Button>
        );
      })}
    </div>
  );
}
