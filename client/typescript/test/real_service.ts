import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before } from 'node:test'
import { startService, type Service } from '../../../test/service.ts'
import { createLockstep, type Lockstep } from '../src/index.ts'

/** The service in a process of its own, during a test file. */
export function realService(): { readonly lockstep: () => Lockstep; readonly url: () => string } {
  let folder: string
  let service: Service
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lockstep-typescript-'))
    service = await startService({ LOCKSTEP_DATA: join(folder, 'lockstep.db') })
  })
  after(async () => {
    await service.kill()
    await rm(folder, { recursive: true })
  })
  const url = () => service.url
  return { url, lockstep: () => createLockstep({ baseUrl: url() }) }
}
