import { PlusOutlined, ThunderboltFilled } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { createCase } from '../../../shared/api/cases';
import type { Urgency } from '../../../shared/domain/consultation/form';
import { useApi } from '../../platform/ApiContext';
import { newIdempotencyKey } from '../../platform/idempotency';
import { useAction, type Command } from '../../platform/useCommand';

/** Creates an empty draft and opens its form. */
export function useStartRequest(): Command<Urgency, unknown> {
  const api = useApi();
  const navigate = useNavigate();
  return useAction(async (urgency: Urgency) => {
    const result = await api(createCase, {
      body: { idempotencyKey: newIdempotencyKey(), form: { wishes: { urgency } } },
    });
    if (result.ok) void navigate(`/cases/${result.value.case.id}/edit`);
    return result;
  });
}

export function StartButtons({
  start,
}: {
  readonly start: Command<Urgency, unknown>;
}): ReactElement {
  const { t } = useTranslation('home');
  const isRunning = start.status === 'running';
  return (
    <>
      <Button
        danger
        size="large"
        icon={<ThunderboltFilled />}
        disabled={isRunning}
        onClick={() => void start.run('emergency')}
      >
        {t('county.startEmergency')}
      </Button>
      <Button
        type="primary"
        size="large"
        icon={<PlusOutlined />}
        loading={isRunning}
        onClick={() => void start.run('routine')}
      >
        {t('county.start')}
      </Button>
    </>
  );
}
