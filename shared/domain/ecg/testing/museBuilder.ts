import { joined, toBase64, u16 } from './bytes';

/**
 * Writes a MUSE XML export in miniature, from what is publicly known about its structure (restecg.dtd): no file of a real
 * system was at hand when it was written.
 */
export type MuseSpec = {
  readonly rateHz?: number;
  readonly leads: Readonly<Record<string, readonly number[]>>;
  readonly medianLeads?: Readonly<Record<string, readonly number[]>>;
  readonly unitsPerBit?: string | null;
  readonly units?: string;
  /** Wrong on purpose, for damaged files. */
  readonly sampleCount?: number;
  readonly statements?: readonly (readonly [text: string, flag?: 'ENDSLINE'])[];
};

export function buildMuse(spec: MuseSpec): string {
  const waveform = (type: string, leads: MuseSpec['leads']): string =>
    `<Waveform><WaveformType>${type}</WaveformType><WaveformStartTime>0</WaveformStartTime>` +
    `<NumberofLeads>${Object.keys(leads).length}</NumberofLeads><SampleType>CONTINUOUS_SAMPLES</SampleType>` +
    `<SampleBase>${spec.rateHz ?? 500}</SampleBase><SampleExponent>0</SampleExponent>` +
    '<HighPassFilter>16</HighPassFilter><LowPassFilter>150</LowPassFilter><ACFilter>50</ACFilter>' +
    Object.entries(leads)
      .map(([id, samples]) => leadData(spec, id, samples))
      .join('') +
    '</Waveform>';
  return (
    '<?xml version="1.0" encoding="ISO-8859-1"?>\n<!DOCTYPE RestingECG SYSTEM "restecg.dtd">\n<RestingECG>' +
    '<PatientDemographics><PatientID>77</PatientID></PatientDemographics>' +
    '<TestDemographics><AcquisitionTime>08:30:00</AcquisitionTime><AcquisitionDate>03-01-2026</AcquisitionDate>' +
    '<AcquisitionDevice>MAC55</AcquisitionDevice></TestDemographics>' +
    '<RestingECGMeasurements><VentricularRate>60</VentricularRate><PRInterval>160</PRInterval>' +
    '<QRSDuration>90</QRSDuration><QTInterval>400</QTInterval><RAxis>-30</RAxis></RestingECGMeasurements>' +
    `<Diagnosis><Modality>RESTING</Modality>${(spec.statements ?? [])
      .map(
        ([text, flag]) =>
          `<DiagnosisStatement><StmtFlag>${flag ?? ''}</StmtFlag><StmtText>${text}</StmtText></DiagnosisStatement>`,
      )
      .join('')}</Diagnosis>` +
    (spec.medianLeads ? waveform('Median', spec.medianLeads) : '') +
    waveform('Rhythm', spec.leads) +
    '</RestingECG>'
  );
}

function leadData(spec: MuseSpec, id: string, samples: readonly number[]): string {
  const bytes = joined(...samples.map((value) => u16(value & 0xffff)));
  const perBit = spec.unitsPerBit === undefined ? '4.88' : spec.unitsPerBit;
  return (
    `<LeadData><LeadByteCountTotal>${bytes.length}</LeadByteCountTotal><LeadTimeOffset>0</LeadTimeOffset>` +
    `<LeadSampleCountTotal>${spec.sampleCount ?? samples.length}</LeadSampleCountTotal>` +
    (perBit === null ? '' : `<LeadAmplitudeUnitsPerBit>${perBit}</LeadAmplitudeUnitsPerBit>`) +
    `<LeadAmplitudeUnits>${spec.units ?? 'MICROVOLTS'}</LeadAmplitudeUnits><LeadID>${id}</LeadID>` +
    '<LeadOffsetFirstSample>0</LeadOffsetFirstSample><LeadSampleSize>2</LeadSampleSize><LeadOff>FALSE</LeadOff>' +
    `<WaveFormData>\n${toBase64(bytes).replace(/(.{76})/gu, '$1\n')}\n</WaveFormData></LeadData>`
  );
}
