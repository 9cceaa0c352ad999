import { describe, expect, it } from 'vitest';
import { openPortal, type PortalWindow } from './openPortal';

const SCOPE = 'https://hz.example.cn/';
const CASE = '0f9f1d0e-6c0e-4a6e-8a55-5f0f4c0b7a01';

/** Windows by address, the focused one with a star, and what happened to them in order. */
function screenOf(...urls: string[]) {
  const happened: string[] = [];
  const windows = urls.map((entry): PortalWindow => {
    const url = entry.replace(/^\*/u, '');
    return {
      url,
      focused: entry.startsWith('*'),
      focus: async () => void happened.push(`focus ${url}`),
      postMessage: ({ type, caseId }) => void happened.push(`${type} ${caseId} in ${url}`),
    };
  });
  const click = (caseId: string | null, scope = SCOPE) =>
    openPortal(caseId, {
      scope,
      windows: async () => windows,
      open: async (url) => void happened.push(`open ${url}`),
    });
  return { happened, click };
}

describe('a clicked notification', () => {
  it('opens its case in a new window when there is none', async () => {
    const { happened, click } = screenOf();
    await click(CASE);
    await click(null);
    expect(happened).toEqual([`open ${SCOPE}#/cases/${CASE}`, `open ${SCOPE}`]);
  });

  it('is shown in the window that is there, which then comes to the front', async () => {
    const { happened, click } = screenOf(`${SCOPE}#/queue`);
    await click(CASE);
    expect(happened).toEqual([`openCase ${CASE} in ${SCOPE}#/queue`, `focus ${SCOPE}#/queue`]);
  });

  it('prefers the window that is looked at, and leaves the verification page alone', async () => {
    const { happened, click } = screenOf(
      `*${SCOPE}verify#ABC`,
      `${SCOPE}#/a`,
      `*${SCOPE}index.html#/b`,
    );
    await click(CASE);
    expect(happened.at(-1)).toBe(`focus ${SCOPE}index.html#/b`);
    const alone = screenOf(`*${SCOPE}verify#ABC`);
    await alone.click(CASE);
    expect(alone.happened).toEqual([`open ${SCOPE}#/cases/${CASE}`]);
  });

  it('works below a path, too', async () => {
    const scope = 'https://hospital.example/portal/';
    const { happened, click } = screenOf('https://hospital.example/#/x');
    await click(CASE, scope);
    expect(happened).toEqual([`open ${scope}#/cases/${CASE}`]);
  });

  it('without a case only brings the portal to the front', async () => {
    const { happened, click } = screenOf(`${SCOPE}#/queue`);
    await click(null);
    expect(happened).toEqual([`focus ${SCOPE}#/queue`]);
  });
});
