import { spawnSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, open, rm, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A place for data that a test can fill up, for one process that keeps its data there. */
export interface SmallDisk {
  readonly directory: string
  /** Leaves no room for anything. */
  fill(pid: number): Promise<void>
  /** There is room again, for the same process or another. */
  free(pid: number): Promise<void>
  remove(): Promise<void>
}

/** A way to make such a place, and whether it can be gone here. */
export interface DiskLimit {
  readonly name: string
  readonly isPossible: boolean
  make(): Promise<SmallDisk>
}

const succeeds = (command: string, ...given: string[]) => spawnSync(command, given).status === 0

function runOrThrow(command: string, ...given: string[]): void {
  const { status, stderr } = spawnSync(command, given)
  if (status !== 0) throw new Error(`Cannot run ${command} ${given.join(' ')}: ${String(stderr)}`)
}

/** A file system of a few megabytes in memory, with a ballast that takes all of it. */
async function mountTmpfs(): Promise<SmallDisk> {
  const directory = await mkdtemp(join(tmpdir(), 'lockstep-disk-'))
  runOrThrow('mount', '-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', directory)
  const ballast = join(directory, 'ballast')
  return {
    directory,
    async fill() {
      const file = await open(ballast, 'w')
      const { bavail, bsize } = await statfs(directory)
      await file.write(Buffer.alloc(bavail * bsize))
      await file.close()
    },
    free: () => rm(ballast),
    async remove() {
      runOrThrow('umount', directory)
      await rm(directory, { recursive: true })
    },
  }
}

/** No process of ours may make a file longer: what it is told then is not what a full disk says, but near. */
async function limitFileSize(): Promise<SmallDisk> {
  const directory = await mkdtemp(join(tmpdir(), 'lockstep-limit-'))
  const limit = async (pid: number, bytes: string) =>
    runOrThrow('prlimit', '--pid', `${pid}`, `--fsize=${bytes}:`)
  return {
    directory,
    fill: (pid) => limit(pid, '1'),
    free: (pid) => limit(pid, 'unlimited'),
    remove: () => rm(directory, { recursive: true }),
  }
}

export const DISK_LIMITS: readonly DiskLimit[] = [
  { name: 'a file system without room', isPossible: canMount(), make: mountTmpfs },
  {
    name: 'files that may not grow',
    isPossible: succeeds('prlimit', '--version'),
    make: limitFileSize,
  },
]

function canMount(): boolean {
  const place = spawnSync('mktemp', ['-d']).stdout.toString().trim()
  const isMounted = succeeds('mount', '-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', place)
  if (isMounted) runOrThrow('umount', place)
  spawnSync('rmdir', [place])
  return isMounted
}

/**
 * Lets programs that are started from here outlive the signal of a file that may not grow: a full
 * disk sends none.
 */
export async function ignoreFileSizeSignal(program: string): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'lockstep-path-'))
  const before = process.env['PATH']!
  const script = `#!/bin/sh\ntrap '' XFSZ\nPATH='${before}' exec ${program} "$@"\n`
  await mkdir(directory, { recursive: true })
  await writeFile(join(directory, program), script)
  await chmod(join(directory, program), 0o755)
  process.env['PATH'] = `${directory}:${before}`
  return async () => {
    process.env['PATH'] = before
    await rm(directory, { recursive: true })
  }
}
