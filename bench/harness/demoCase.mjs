/** The demo's case with the largest CT, through the same routes the interface uses. */
export async function caseWithCt(origin, headers) {
  const get = async (route) => {
    const response = await fetch(`${origin}${route}`, { headers });
    if (!response.ok) throw new Error(`${route}: ${response.status}`);
    return response.json();
  };
  const studies = (await get('/dicom-web/studies?ModalitiesInStudy=CT')).sort(
    (a, b) => b['00201208'].Value[0] - a['00201208'].Value[0],
  );
  const study = studies[0]['0020000D'].Value[0];
  const objects = studies[0]['00201208'].Value[0];
  for (const { id } of (await get('/v1/cases?limit=200')).items) {
    const { records } = await get(`/v1/cases/${id}`);
    if (records.some(({ studyInstanceUid }) => studyInstanceUid === study))
      return { caseId: id, study, objects };
  }
  throw new Error('no case holds the CT');
}
