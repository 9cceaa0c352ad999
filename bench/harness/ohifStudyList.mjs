// OHIF's study list as somebody uses it: typing into its filters, sorting, choosing a range of days.

/** What one types where, and what must then be in the list. The last field of a filter row is the accession number. */
const FILTERS = [
  { name: 'name', field: 0, text: 'wang', finds: 'Wang' },
  { name: 'description in Chinese', field: 4, text: '胸部', finds: '胸部CT' },
  { name: 'accession number', field: 5, text: 'BQCT', finds: 'BQCT' },
];

export async function checkStudyList(page, url) {
  const checks = [];
  const note = (name, isFine, rows) => checks.push({ name, isFine, rows });
  await page.goto(`${url}/`);
  const table = page.locator('tbody').last();
  const rows = async () => (await table.locator('tr').allInnerTexts()).map((row) => row.trim());
  await table.locator('tr').nth(2).waitFor();
  const all = await rows();
  note(
    'all',
    all.some((row) => row.includes('胸部CT')),
    all.length,
  );
  for (const { name, field, text, finds } of FILTERS) {
    const input = page.locator('thead input, tbody input').nth(field);
    const found = await changed(page, rows, () => input.fill(text));
    const isFine = found.length > 0 && found.every((row) => row.includes(finds));
    note(`${name}: ${text}`, isFine, found.length);
    await changed(page, rows, () => input.fill(''));
  }
  for (const query of [
    'modalities=CT',
    'startDate=20261115&endDate=20261117',
    'sortBy=studyDate',
  ]) {
    await page.goto(`${url}/?${query}`);
    await table.locator('tr').first().waitFor();
    const found = await rows();
    const isFine = found.length > 0 && (query.startsWith('sort') || found.length < all.length);
    note(query, isFine, found.length);
  }
  return checks;
}

/** The rows after a change, when the search it causes has been answered and drawn. */
async function changed(page, rows, change) {
  const before = await rows();
  const answered = page.waitForResponse((response) =>
    response.url().includes('/dicom-web/studies?'),
  );
  await change();
  await answered;
  for (let wait = 0; wait < 40 && (await rows()).join() === before.join(); wait += 1)
    await page.waitForTimeout(50);
  return rows();
}
