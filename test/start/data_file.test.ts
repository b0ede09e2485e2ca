import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, it } from 'node:test'
import { refusalWith } from './refusals.ts'
import { serviceCommand, startService, temporaryFolder } from './service_process.ts'

const folder = temporaryFolder()
const at = (...names: string[]) => join(folder, ...names)

/** The sentence about a data file. */
const refusalOf = (path: string, command = serviceCommand()) =>
  refusalWith({ LOCKSTEP_DATA: path }, command)

describe('a service that is started on a data file', () => {
  it('in a folder that does not exist', async () => {
    assert.equal(
      await refusalOf(at('no', 'lockstep.db')),
      `Cannot open the data file ${at('no', 'lockstep.db')}: the folder ${at('no')} does not exist: create it, or set LOCKSTEP_DATA to another file`,
    )
  })

  it('that is a folder', async () => {
    mkdirSync(at('folder'))
    assert.equal(
      await refusalOf(at('folder')),
      `Cannot open the data file ${at('folder')}: it is a folder: set LOCKSTEP_DATA to a file, such as ${at('folder', 'lockstep.db')}`,
    )
  })

  it('in a file', async () => {
    writeFileSync(at('file'), '')
    assert.equal(
      await refusalOf(at('file', 'lockstep.db')),
      `Cannot open the data file ${at('file', 'lockstep.db')}: ${at('file')} is not a folder: set LOCKSTEP_DATA to another file`,
    )
  })

  it('that is not a database, which it leaves as it is', async () => {
    mkdirSync(at('notes'))
    const path = at('notes', 'notes.txt')
    writeFileSync(path, 'not a database, but longer than the magic bytes of one')
    assert.equal(
      await refusalOf(path),
      `Cannot open the data file ${path}: it is not a SQLite database: set LOCKSTEP_DATA to another file`,
    )
    assert.deepEqual(readdirSync(at('notes')), ['notes.txt'])
    assert.match(readFileSync(path, 'utf8'), /^not a database/)
  })

  it('of another program, which it leaves as it is', async () => {
    const path = at('other.db')
    const other = new DatabaseSync(path)
    other.exec('CREATE TABLE other (id TEXT)')
    other.close()
    assert.match(await refusalOf(path), /^Cannot open the SQLite file .*other\.db: its format is 0/)
    const [mode] = new DatabaseSync(path).prepare('PRAGMA journal_mode').all()
    assert.equal(mode!['journal_mode'], 'delete')
  })

  it('that has two hard links, each of which would have a lock of its own', async () => {
    writeFileSync(at('linked.db'), '')
    linkSync(at('linked.db'), at('other_name.db'))
    for (const name of ['linked.db', 'other_name.db']) {
      assert.equal(
        await refusalOf(at(name)),
        `Cannot open the data file ${at(name)}: it has 2 hard links: keep one of them`,
      )
    }
  })

  it('that is a symbolic link to a folder that does not exist', async () => {
    symlinkSync(at('gone', 'lockstep.db'), at('dangling.db'))
    assert.equal(
      await refusalOf(at('dangling.db')),
      `Cannot open the data file ${at('dangling.db')}: it is a symbolic link to ${at('gone', 'lockstep.db')}, which does not exist: create its folder, or set LOCKSTEP_DATA to another file`,
    )
  })

  it('whose name is too long for a journal beside it', async () => {
    assert.match(await refusalOf(at('a'.repeat(250))), /^Cannot (lock|open) .*: /)
  })

  it('that is damaged', async () => {
    const path = at('damaged.db')
    const service = await startService({ LOCKSTEP_DATA: path })
    service.signal('SIGTERM')
    await service.ended
    const bytes = readFileSync(path)
    writeFileSync(path, bytes.fill(0xff, 100, bytes.length))
    assert.equal(
      await refusalOf(path),
      `Cannot open the SQLite file ${path}: it is damaged: restore a backup of it`,
    )
  })
})

/** Root may do everything, so it is started without the right to pass over modes. */
const isRoot = process.getuid?.() === 0
const restricted = isRoot
  ? serviceCommand('setpriv', '--bounding-set', '-dac_override,-dac_read_search')
  : serviceCommand()
const skip =
  isRoot && spawnSync('setpriv', ['--version']).status !== 0
    ? 'root passes over modes, and there is no setpriv'
    : false

describe('a service whose user has not the right to a data file', { skip }, () => {
  const WAY_OUT = 'change its owner or its mode, or set LOCKSTEP_DATA to another file'

  it('may not read it', async () => {
    const path = at('unreadable.db')
    writeFileSync(path, '', { mode: 0o000 })
    assert.equal(
      await refusalOf(path, restricted),
      `Cannot open the data file ${path}: this user may not read it: ${WAY_OUT}`,
    )
  })

  it('may read it only', async () => {
    const path = at('read_only.db')
    writeFileSync(path, '', { mode: 0o400 })
    assert.equal(
      await refusalOf(path, restricted),
      `Cannot open the data file ${path}: this user may read it but not write it: ${WAY_OUT}`,
    )
  })

  it('may not write its lock', async () => {
    const path = at('locked.db')
    writeFileSync(`${path}-lock`, '', { mode: 0o400 })
    assert.equal(
      await refusalOf(path, restricted),
      `Cannot lock ${path}-lock: attempt to write a readonly database: let the user of the service write it, on a file system with locks`,
    )
  })

  it('may not create it', async () => {
    mkdirSync(at('closed'), { mode: 0o500 })
    assert.equal(
      await refusalOf(at('closed', 'lockstep.db'), restricted),
      `Cannot open the data file ${at('closed', 'lockstep.db')}: this user may not create files in ${at('closed')}: ${WAY_OUT}`,
    )
  })

  it('may not create the journal beside it', async () => {
    mkdirSync(at('kept'))
    const path = at('kept', 'lockstep.db')
    writeFileSync(path, '')
    chmodSync(at('kept'), 0o500)
    assert.equal(
      await refusalOf(path, restricted),
      `Cannot open the data file ${path}: this user may not create files in ${at('kept')}, where SQLite needs a journal: change the owner or the mode of the folder, or set LOCKSTEP_DATA to another file`,
    )
  })
})
