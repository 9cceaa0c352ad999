import { describe, expect, it } from 'vitest';
import { readCda } from './cdaNote';

const battery = (
  observations: string,
) => `<ClinicalDocument xmlns="urn:hl7-org:v3"><title>检验报告</title>
<component><structuredBody><component><section><title>结果</title><text><paragraph>见表</paragraph></text>
<entry><organizer classCode="BATTERY" moodCode="EVN"><code code="58410-2" displayName="血常规"/>
<effectiveTime value="20261120080000+0800"/>${observations}</organizer></entry></section></component></structuredBody></component></ClinicalDocument>`;

describe('laboratory results of a CDA document', () => {
  it('are read from its batteries, values as written', () => {
    const note = readCda(
      battery(`<component><observation classCode="OBS" moodCode="EVN"><code code="6690-2" displayName="白细胞"/>
<statusCode code="completed"/><value xsi:type="PQ" value="12.5" unit="10*9/L"/><interpretationCode code="H"/>
<referenceRange><observationRange><value><low value="3.5"/><high value="9.5"/></value></observationRange></referenceRange></observation></component>
<component><observation classCode="OBS" moodCode="EVN"><code code="5195-3" displayName="乙肝表面抗原"/>
<effectiveTime value="20261120093000+0800"/><value xsi:type="ST">阴性</value>
<referenceRange><observationRange><text>阴性</text></observationRange></referenceRange></observation></component>`),
    );
    expect(note?.results).toMatchObject([
      {
        code: '6690-2',
        name: '白细胞',
        value: '12.5',
        numeric: 12.5,
        unit: '10*9/L',
        referenceRange: '3.5-9.5',
        flag: 'high',
        panel: '血常规',
        observedAt: '2026-11-20T00:00:00.000Z',
      },
      {
        name: '乙肝表面抗原',
        value: '阴性',
        numeric: null,
        referenceRange: '阴性',
        flag: null,
        observedAt: '2026-11-20T01:30:00.000Z',
      },
    ]);
    expect(note?.sections).toMatchObject([{ title: '结果', text: '见表' }]);
  });

  it('are no observations outside of a battery', () => {
    const note = readCda(
      battery('')
        .replace('BATTERY', 'CLUSTER')
        .replace(
          '</organizer>',
          '<component><observation><code displayName="血压"/><value value="120"/></observation></component></organizer>',
        ),
    );
    expect(note?.results).toEqual([]);
  });
});
