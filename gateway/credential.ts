import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const credentialSchema = z.object({
  siteId: z.string(),
  credential: z.string().min(20),
  hospitalName: z.string(),
  siteName: z.string(),
  /** The centre it is for: a credential is never shown to another address. */
  centreUrl: z.string(),
});
export type Credential = z.infer<typeof credentialSchema>;

export type CredentialStore = {
  current(): Credential | null;
  save(credential: Credential): Promise<void>;
};

/** `credential.json` in the data folder, readable by its owner alone. */
export async function openCredentialStore(
  dir: string,
  centreUrl: string,
): Promise<CredentialStore> {
  const file = path.join(dir, 'credential.json');
  let current = await read(file);
  if (current && current.centreUrl !== centreUrl) current = null;
  return {
    current: () => current,
    async save(credential) {
      const temporary = `${file}.new`;
      await rm(temporary, { force: true });
      await writeFile(temporary, JSON.stringify(credential), { mode: 0o600, flush: true });
      await rename(temporary, file);
      current = credential;
    },
  };
}

async function read(file: string): Promise<Credential | null> {
  try {
    const parsed = credentialSchema.safeParse(JSON.parse(await readFile(file, 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null; // not there yet, or damaged: the gateway joins again, nothing else is lost
  }
}
