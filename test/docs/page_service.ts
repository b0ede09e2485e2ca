import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before } from 'node:test'
import { promisify } from 'node:util'
import { startService, type Service } from '../service.ts'

const run = promisify(execFile)

/** The address that documents show. */
export const SHOWN_ADDRESS = '127.0.0.1:8080'

/** A service of its own for what one page shows, which has no optimizers at first. */
export interface PageService {
  readonly url: () => string
  /** A text with the address of this service in the place of the one that documents show. */
  readonly withAddress: (text: string) => string
  /** Runs a program beside the data of the service, and returns what it writes. */
  readonly run: (program: string, words: readonly string[], env?: object) => Promise<string>
  /** Writes a file there, and returns its path. */
  readonly write: (name: string, text: string) => Promise<string>
}

/** Starts a service before the tests of a suite, and ends it after them. */
export function pageService(): PageService {
  let folder: string
  let service: Service
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lockstep-docs-'))
    service = await startService({ LOCKSTEP_DATA: join(folder, 'lockstep.db') })
  })
  after(async () => {
    await service.kill()
    await rm(folder, { recursive: true, force: true })
  })
  return {
    url: () => service.url,
    withAddress: (text) => text.replaceAll(SHOWN_ADDRESS, new URL(service.url).host),
    async run(program, words, env = {}) {
      const all = { ...process.env, no_proxy: '127.0.0.1', ...env }
      return (await run(program, words, { cwd: folder, env: all })).stdout
    },
    async write(name, text) {
      const path = join(folder, name)
      await writeFile(path, text)
      return path
    },
  }
}
