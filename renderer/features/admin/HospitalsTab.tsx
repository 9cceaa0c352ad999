import { DatePicker, Form, Input, InputNumber, Select, Switch, Tag } from 'antd';
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
import { BaseDataList } from './BaseDataList';
import { EntityDrawer } from './EntityDrawer';

type Values = Pick<
  Hospital,
  'code' | 'name' | 'kind' | 'city' | 'level' | 'lineMbps' | 'localApproval'
> & {
  agreementSpan?: [Dayjs, Dayjs] | null;
};

export function HospitalsTab(): ReactElement {
  const { t } = useTranslation('admin');
  const list = useQuery(listHospitals, {});
  const [editing, setEditing] = useState<Hospital | 'new' | null>(null);
  const api = useApi();
  const toggle = useAction(({ row, active }: { row: Hospital; active: boolean }) => {
    const { id, userCount: _, ...fields } = row;
    return api(updateHospital, { params: { id }, body: { ...fields, active } });
  });
  return (
    <>
      <BaseDataList<Hospital>
        rowKey={({ id }) => id}
        query={list}
        nameOf={({ name }) => name}
        searchText={({ name, code, city, level }) => `${name} ${code} ${city} ${level}`}
        addLabel={t('hospital.add')}
        emptyTitle={t('hospital.empty')}
        onAdd={() => setEditing('new')}
        onEdit={setEditing}
        onSwitch={(row, active) => void toggle.run({ row, active }).then(list.reload)}
        switchError={toggle.error}
        columns={[
          { title: t('hospital.name'), dataIndex: 'name' },
          { title: t('hospital.code'), dataIndex: 'code', width: 90 },
          { title: t('hospital.city'), dataIndex: 'city', width: 96 },
          { title: t('hospital.level'), dataIndex: 'level', width: 92 },
          {
            title: t('hospital.line'),
            width: 100,
            align: 'right',
            render: (_, row) =>
              row.lineMbps === null ? '' : t('hospital.mbps', { value: row.lineMbps }),
          },
          { title: t('hospital.users'), dataIndex: 'userCount', width: 76, align: 'right' },
          {
            title: t('hospital.agreement'),
            width: 230,
            render: (_, row) => <Agreement hospital={row} />,
          },
          {
            title: t('hospital.localApproval'),
            width: 92,
            render: (_, row) => (row.localApproval ? t('on') : t('off')),
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

/** A county without a valid agreement cannot submit; one that ends soon is said in time. */
function Agreement({ hospital }: { readonly hospital: Hospital }): ReactElement | null {
  const { t } = useTranslation('admin');
  const { agreement, kind } = hospital;
  if (kind === 'centre') return null;
  if (!agreement) return <Tag color="error">{t('hospital.noAgreement')}</Tag>;
  const today = dayjs().format('YYYY-MM-DD');
  const soon = dayjs().add(60, 'day').format('YYYY-MM-DD');
  const span = t('hospital.span', { from: agreement.validFrom, to: agreement.validTo });
  if (agreement.validTo < today) return <Tag color="error">{t('hospital.ended', { span })}</Tag>;
  if (agreement.validTo < soon)
    return <Tag color="warning">{t('hospital.endsSoon', { span })}</Tag>;
  return <>{span}</>;
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
    const body = {
      ...fields,
      lineMbps: fields.lineMbps ?? null,
      agreement,
      active: hospital?.active ?? true,
    };
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
    : { kind: 'county', level: '', localApproval: false };
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
    </EntityDrawer>
  );
}
