import { it } from 'vitest';
import { readFileSync, readdirSync } from 'node:fs';
import { indexDicom } from '/work/main/server/dicom/parse/indexDicom';
import { bufferSource } from '/work/main/server/dicom/parse/byteSource';
it('x', async () => {
  const out: string[] = [];
  for (const root of ['/work/shared/data/dicom','/work/shared/data/malformed'])
  for (const f of readdirSync(root,{recursive:true,withFileTypes:true})) {
    if(!f.isFile()||/lidc\/0002|mr-ihe\/00000|hl7/.test(f.parentPath+'/'+f.name))continue;
    if(/series-ct-lidc/.test(f.parentPath)&&f.name>'000003')continue;
    const b=readFileSync(f.parentPath+'/'+f.name);
    const t=performance.now();
    const r=await indexDicom(bufferSource(b)).catch(e=>({ok:false,error:{code:'THROW '+e.stack}} as any));
    const dt=(performance.now()-t).toFixed(1);
    out.push(`${f.parentPath.slice(17)}/${f.name} ${dt}ms `+(r.ok?`${r.value.transferSyntaxUid.slice(16)} dec=${r.value.isDecodable} ${JSON.stringify(r.value.dataSet['00100010']?.Value)} ${r.value.dataSet['00100020']?.Value} ${JSON.stringify(r.value.issues)} px=${r.value.pixels?.data.kind} st=..${r.value.studyInstanceUid.slice(-6)} sop=${r.value.sopInstanceUid.slice(-8)}`:`ERR ${r.error.code} ${JSON.stringify(r.error.params)}`));
  }
  process.stdout.write(out.join('\n')+'\n');
});
