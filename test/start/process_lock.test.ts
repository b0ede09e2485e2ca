import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { basename, join } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { after, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { RUN } from '../app.ts'
import { send, until } from '../service.ts'
import { refusalWith } from './refusals.ts'
import { startProcess, startService, temporaryFolder } from './service_process.ts'

const folder = temporaryFolder()
const WAY_OUT = 'stop that process, or set LOCKSTEP_DATA to another file'

describe('a second service on one data file', () => {
  const file = join(folder, 'lockstep.db')
  const environment = { LOCKSTEP_DATA: file }

  it('is refused with the process and the address of the first', async () => {
    const first = await startService(environment)
    const refusal = `process ${first.pid} (${first.url}) uses it: ${WAY_OUT}`
    assert.equal(await refusalWith(environment), `Cannot open the data file ${file}: ${refusal}`)
    const link = join(folder, 'link.db')
    symlinkSync(file, link)
    assert.equal(
      await refusalWith({ LOCKSTEP_DATA: link }),
      `Cannot open the data file ${file}: ${refusal}`,
    )
    assert.equal((await send('GET', `${first.url}/readyz`)).status, 200)
    first.signal('SIGTERM')
    assert.equal((await first.ended).code, 0)
    assert.deepEqual(sideFiles(file), ['-lock'])
  })

  it('starts when the first is killed, and is the one that is named then', async () => {
    const first = await startService(environment)
    first.signal('SIGKILL')
    await first.ended
    assert.ok(existsSync(`${file}-owner`))
    const second = await startService(environment)
    const said = await refusalWith(environment)
    assert.match(said, new RegExp(`: process ${second.pid} \\(${second.url}\\) uses it`))
    second.signal('SIGKILL')
    await second.ended
  })

  it('that starts at the same moment: exactly one of them serves', async () => {
    const both = [startProcess(environment), startProcess(environment)]
    const serves = (each: (typeof both)[0]) => each.stderr().includes('  open: ')
    await until(async () => both.some(serves) && both.some((each) => /uses it/.test(each.stderr())))
    const [winner, loser] = both.toSorted(
      (one, other) => Number(serves(other)) - Number(serves(one)),
    )
    assert.match((await loser!.ended).stderr, new RegExp(`: process ${winner!.pid} .*uses it`))
    assert.equal((await loser!.ended).code, 1)
    winner!.signal('SIGTERM')
    assert.equal((await winner!.ended).code, 0)
  })
})

describe('the lock of a data file', () => {
  it('is taken by exactly one of several processes, in each of 20 rounds', async () => {
    for (let round = 0; round < 20; round++) {
      // Every second round begins with what a killed process leaves behind.
      const file = join(folder, `round_${round >> 1}.db`)
      const takers = await Promise.all(Array.from({ length: 3 }, () => startTaker(file)))
      const results = await Promise.all(takers.map((taker) => taker.take()))
      const winners = takers.filter((_taker, index) => results[index] === 'locked')
      assert.equal(winners.length, 1, results.join('\n'))
      const { pid } = winners[0]!
      const refusals = results.filter((result) => result !== 'locked')
      const refusal = `Cannot open the data file ${file}: process ${pid} (http://${pid}.test) uses it: ${WAY_OUT}`
      assert.deepEqual(refusals, [refusal, refusal])
      await Promise.all(takers.map((taker) => taker.kill()))
    }
  })

  it('is released by the process that has it', async () => {
    const file = join(folder, 'released.db')
    const first = await startTaker(file)
    assert.equal(await first.take(), 'locked')
    assert.equal(readFileSync(`${file}-lock`).length, 0)
    await first.release()
    assert.deepEqual(sideFiles(file), ['-lock'])
    const second = await startTaker(file)
    assert.equal(await second.take(), 'locked')
    await second.kill()
  })

  it('remains where a garbage collection finds no reference to it', async () => {
    const file = join(folder, 'collected.db')
    const script = `
      const { lockDataFile } = await import(${JSON.stringify(LOCK)})
      await lockDataFile(${JSON.stringify(file)})
      for (let round = 0; round < 3; round++) {
        await new Promise((resolve) => setTimeout(resolve, 10))
        globalThis.gc()
      }
      process.stdout.write('collected')
      setInterval(() => {}, 1_000)`
    const args = ['--expose-gc', '--input-type=module', '--eval', script]
    const holder = startProcess({}, [process.execPath, ...args])
    await until(async () => holder.stdout() === 'collected')
    const said = await refusalWith({ LOCKSTEP_DATA: file })
    assert.match(said, new RegExp(`: process ${holder.pid} uses it: `))
    holder.signal('SIGKILL')
    await holder.ended
  })

  it('lets other programs read the file, and make a backup of it', async () => {
    const file = join(folder, 'read.db')
    const service = await startService({ LOCKSTEP_DATA: file })
    await send('PUT', `${service.url}/v1/optimizers/run`, RUN)
    const reader = new DatabaseSync(file, { readOnly: true })
    assert.deepEqual({ ...reader.prepare('SELECT id FROM optimizer').get() }, { id: 'run' })
    const copy = join(folder, 'copy.db')
    await backup(reader, copy)
    reader.close()
    const restored = await startService({ LOCKSTEP_DATA: copy })
    assert.equal((await send('GET', `${restored.url}/v1/optimizers/run`)).status, 200)
    for (const each of [service, restored]) {
      each.signal('SIGTERM')
      assert.equal((await each.ended).code, 0)
    }
  })

  it('names nothing that it cannot know', async () => {
    const file = join(folder, 'unnamed.db')
    const lock = new DatabaseSync(`${file}-lock`)
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN IMMEDIATE')
    assert.equal(
      await refusalWith({ LOCKSTEP_DATA: file }),
      `Cannot open the data file ${file}: another process uses it: ${WAY_OUT}`,
    )
    lock.close()
  })
})

/** What the names of the files beside a data file have after its own. */
const sideFiles = (file: string) =>
  readdirSync(folder)
    .filter((name) => name.startsWith(`${basename(file)}-`))
    .map((name) => name.slice(basename(file).length))

const LOCK = new URL('../../src/start/process_lock.ts', import.meta.url).href
const TAKER = fileURLToPath(new URL('./lock_taker.ts', import.meta.url))

/** A process that is ready to take the lock of a data file. */
async function startTaker(file: string) {
  const child = spawn(process.execPath, [TAKER, file], { stdio: ['pipe', 'pipe', 'inherit'] })
  after(() => child.kill('SIGKILL'))
  let written = ''
  child.stdout.on('data', (data: Buffer) => (written += data.toString()))
  const line = async (index: number) => {
    await until(async () => written.split('\n').length > index + 1)
    return written.split('\n')[index]!
  }
  const ended = once(child, 'exit')
  await line(0)
  return {
    pid: child.pid!,
    async take() {
      child.stdin.write('go\n')
      return line(1)
    },
    async release() {
      child.stdin.end()
      await ended
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
