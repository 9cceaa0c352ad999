import type { Layout } from './layout';

/** Which series belongs in a place. All that is given must hold; `text` looks through description, protocol and body part. */
export type SetPattern = {
  readonly modality?: readonly string[];
  readonly text?: RegExp;
  readonly not?: RegExp;
  readonly view?: RegExp;
  readonly side?: 'L' | 'R';
  /** Series Number exactly, in protocols people saved. */
  readonly seriesNumber?: number;
};

export type SlotPattern = SetPattern & {
  readonly study: 'current' | 'prior';
  /** Preset of the modality, see `windowPresets`. */
  readonly preset?: string;
  /** The same series may also stand in another place, with another window. */
  readonly again?: boolean;
  /** The protocol holds without it. */
  readonly optional?: boolean;
};

export type HangingProtocol = {
  readonly id: string;
  /** Of the current study. */
  readonly when: SetPattern;
  readonly layout: Layout;
  readonly slots: readonly SlotPattern[];
};

const CHEST = /chest|thorax|lung|胸|肺/i;
const HEAD = /head|brain|cerebr|skull|头|颅|脑/i;
/** Localisers and dose pages are not what one wants to see first. */
const NOT_FIRST = /scout|topo|locali[sz]er|surview|定位|dose|剂量/i;

/** Customary arrangements by modality and body part, the more particular ones first. */
export const HANGING_TABLE: readonly HangingProtocol[] = [
  {
    id: 'mammography',
    when: { modality: ['MG'] },
    layout: '2x2',
    slots: [
      { study: 'current', modality: ['MG'], view: /CC/, side: 'R' },
      { study: 'current', modality: ['MG'], view: /CC/, side: 'L' },
      { study: 'current', modality: ['MG'], view: /ML/, side: 'R' },
      { study: 'current', modality: ['MG'], view: /ML/, side: 'L' },
    ],
  },
  {
    id: 'priorCt',
    when: { modality: ['CT'] },
    layout: '1x2',
    slots: [
      { study: 'current', modality: ['CT'], not: NOT_FIRST },
      { study: 'prior', modality: ['CT'], not: NOT_FIRST },
    ],
  },
  {
    id: 'priorMr',
    when: { modality: ['MR'] },
    layout: '1x2',
    slots: [
      { study: 'current', modality: ['MR'], not: NOT_FIRST },
      { study: 'prior', modality: ['MR'], not: NOT_FIRST },
    ],
  },
  {
    id: 'priorProjection',
    when: { modality: ['CR', 'DX', 'RF', 'XA'] },
    layout: '1x2',
    slots: [
      { study: 'current', modality: ['CR', 'DX', 'RF', 'XA'] },
      { study: 'prior', modality: ['CR', 'DX', 'RF', 'XA'] },
    ],
  },
  {
    id: 'petCt',
    when: { modality: ['PT'] },
    layout: '1x2',
    slots: [
      { study: 'current', modality: ['CT'], not: NOT_FIRST },
      { study: 'current', modality: ['PT'] },
    ],
  },
  {
    id: 'chestCt',
    when: { modality: ['CT'], text: CHEST },
    layout: '1x2',
    slots: [
      { study: 'current', modality: ['CT'], not: NOT_FIRST, preset: 'lung' },
      { study: 'current', modality: ['CT'], not: NOT_FIRST, preset: 'mediastinum', again: true },
    ],
  },
  {
    id: 'headMr',
    when: { modality: ['MR'], text: HEAD },
    layout: '2x2',
    slots: [
      { study: 'current', modality: ['MR'], text: /t2/i, not: /flair|dwi|diff|定位|loc/i },
      { study: 'current', modality: ['MR'], text: /flair|水抑制/i },
      { study: 'current', modality: ['MR'], text: /dwi|diff|弥散/i },
      { study: 'current', modality: ['MR'], text: /t1/i },
    ],
  },
  {
    id: 'chestTwoViews',
    when: { modality: ['CR', 'DX'] },
    layout: '1x2',
    slots: [
      { study: 'current', modality: ['CR', 'DX'], view: /^(PA|AP)$/ },
      { study: 'current', modality: ['CR', 'DX'], view: /^(LL|RL|LAT)/ },
    ],
  },
];
