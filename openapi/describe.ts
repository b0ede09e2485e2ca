import { readFile } from 'node:fs/promises'
import { buildServer } from '../src/http/server.ts'
import { createProcessState } from '../src/operations/cache/cache.ts'
import { sqliteStore } from '../src/storage/sqlite/sqlite_store.ts'
import { trainersDocument } from './trainers.ts'

/** The OpenAPI document of the service as built, as text. */
export async function describeService(): Promise<string> {
  const manifest = await readFile(new URL('../package.json', import.meta.url), 'utf8')
  const { version } = JSON.parse(manifest) as { version: string }
  const app = await buildServer(
    {
      store: sqliteStore(':memory:'),
      processState: createProcessState(100),
      now: () => new Date(0),
      maxAdvance: 1,
      maxHistory: 1_000,
    },
    { version, bodyLimit: 1024 },
  )
  await app.ready()
  const document = JSON.stringify(app.swagger(), null, 2) + '\n'
  await app.close()
  return document
}

/** The document for trainers in compiled languages, as text, of that of the service. */
export const describeTrainers = (described: string): string =>
  JSON.stringify(trainersDocument(JSON.parse(described) as never), null, 2) + '\n'
