import fs from 'node:fs';
const login = async (a) =>
  (
    await (
      await fetch('http://127.0.0.1:8099/v1/sessions', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ account: a, password: 'huizhen-demo' }),
      })
    ).json()
  ).token;
const t = await login(process.argv[2]);
const r = await (
  await fetch('http://127.0.0.1:8099/v1/cases?limit=100', {
    headers: { authorization: 'Bearer ' + t },
  })
).json();
if (!r.items) console.log(JSON.stringify(r));
else
  for (const i of r.items.filter(
    (i) => !['archived', 'rejected', 'cancelled'].includes(i.state) || /-0/.test(i.requestNo),
  ))
    console.log(i.id, i.requestNo, i.state, i.patientName, i.mode, i.owed, i.chiefName);
