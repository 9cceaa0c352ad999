import { Button, DatePicker, Form, Input, InputNumber, Select, Switch, Table, Tag } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import {
  createHospital,
  listHospitals,
  updateHospital,
  type Hospital,
} from '../../../shared/api/administration';
import { useApi } from '../../platform/ApiContext';
import { useAction } from '../../platform/useCommand';
import { useQuery } from '../../platform/useQuery';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { EntityDrawer } from './EntityDrawer';

type Values = Pick<
  Hospital,
  'code' | 'name' | 'kind' | 'city' | 'level' | 'lineMbps' | 'localApproval' | 'active'
> & {
  agreementSpan?: [Dayjs, Dayjs] | null;
};

export function HospitalsTab(): ReactElement {
  const { t } = useTranslation('admin');
  const list = useQuery(listHospitals, {});
  const [editing, setEditing] = useState<Hospital | 'new' | null>(null);
  const today = dayjs().format('YYYY-MM-DD');
  return (
    <>
      <Button type="primary" style={{ marginBottom: 8 }} onClick={() => setEditing('new')}>
        {t('hospital.add')}
      </Button>
      {list.status === 'failed' && <ErrorNotice error={list.error} onRetry={list.reload} />}
      <Table<Hospital>
        rowKey="id"
        size="small"
        pagination={false}
        loading={list.status === 'loading'}
        dataSource={[...(list.value?.items ?? [])]}
        columns={[
          { title: t('hospital.name'), dataIndex: 'name' },
          { title: t('hospital.city'), dataIndex: 'city', width: 110 },
          { title: t('hospital.level'), dataIndex: 'level', width: 80 },
          {
            title: t('hospital.line'),
            width: 100,
            align: 'right',
            render: (_, row) => (row.lineMbps ? `${row.lineMbps} Mb/s` : '—'),
          },
          { title: t('hospital.users'), dataIndex: 'userCount', width: 80, align: 'right' },
          {
            title: t('hospital.agreement'),
            width: 220,
            render: (_, row) => {
              if (row.kind === 'centre') return '—';
              if (!row.agreement) return <Tag color="red">{t('hospital.noAgreement')}</Tag>;
              const late = row.agreement.validTo < today;
              return (
                <Tag
                  color={late ? 'red' : 'default'}
                >{`${row.agreement.validFrom} – ${row.agreement.validTo}`}</Tag>
              );
            },
          },
          {
            title: t('hospital.localApproval'),
            width: 110,
            render: (_, row) => (row.localApproval ? t('on') : t('off')),
          },
          {
            width: 80,
            render: (_, row) => (
              <Button size="small" type="link" onClick={() => setEditing(row)}>
                {t('edit')}
              </Button>
            ),
          },
        ]}
      />
      {editing && (
        <HospitalDrawer
          hospital={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
          onSaved={() => {
            setEditing(null);
            list.reload();
          }}
        />
      )}
    </>
  );
}

type DrawerProps = {
  readonly hospital: Hospital | null;
  readonly onClose: () => void;
  readonly onSaved: () => void;
};

function HospitalDrawer({ hospital, onClose, onSaved }: DrawerProps): ReactElement {
  const { t } = useTranslation('admin');
  const api = useApi();
  const [form] = Form.useForm<Values>();
  const save = useAction(({ agreementSpan, ...fields }: Values) => {
    const agreement = agreementSpan
      ? {
          validFrom: agreementSpan[0].format('YYYY-MM-DD'),
          validTo: agreementSpan[1].format('YYYY-MM-DD'),
        }
      : null;
    const body = { ...fields, lineMbps: fields.lineMbps ?? null, agreement };
    return hospital
      ? api(updateHospital, { params: { id: hospital.id }, body })
      : api(createHospital, { body });
  });
  const submit = async (values: Values) => {
    const result = await save.run(values);
    if (result.ok) onSaved();
  };
  const agreement = hospital?.agreement;
  const initial: Partial<Values> = hospital
    ? {
        ...hospital,
        agreementSpan: agreement ? [dayjs(agreement.validFrom), dayjs(agreement.validTo)] : null,
      }
    : { kind: 'county', level: '', localApproval: false, active: true };
  return (
    <EntityDrawer<Values>
      title={hospital?.name ?? t('hospital.add')}
      form={form}
      initial={initial}
      busy={save.status === 'running'}
      error={save.error}
      onClose={onClose}
      onSubmit={(values) => void submit(values)}
    >
      <Form.Item name="name" label={t('hospital.name')} rules={[{ required: true }]}>
        <Input />
      </Form.Item>
      <Form.Item name="code" label={t('hospital.code')} rules={[{ required: true }]}>
        <Input />
      </Form.Item>
      <Form.Item name="kind" label={t('hospital.kind')}>
        <Select
          options={[
            { value: 'county', label: t('hospital.county') },
            { value: 'centre', label: t('hospital.centre') },
          ]}
        />
      </Form.Item>
      <Form.Item name="city" label={t('hospital.city')} rules={[{ required: true }]}>
        <Input />
      </Form.Item>
      <Form.Item name="level" label={t('hospital.level')}>
        <Input />
      </Form.Item>
      <Form.Item name="lineMbps" label={t('hospital.line')}>
        <InputNumber min={1} suffix="Mb/s" />
      </Form.Item>
      <Form.Item name="agreementSpan" label={t('hospital.agreement')}>
        <DatePicker.RangePicker />
      </Form.Item>
      <Form.Item name="localApproval" label={t('hospital.localApproval')} valuePropName="checked">
        <Switch />
      </Form.Item>
      <Form.Item name="active" label={t('active')} valuePropName="checked">
        <Switch />
      </Form.Item>
    </EntityDrawer>
  );
}
