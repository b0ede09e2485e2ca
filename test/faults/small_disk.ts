import { spawnSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, open, rm, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A data directory that a test can fill up, for one process. */
export interface SmallDisk {
  readonly directory: string
  /** Leaves no free space. */
  fill(pid: number): Promise<void>
  /** Frees the space again, for the same process or another. */
  free(pid: number): Promise<void>
  remove(): Promise<void>
}

/** A way to make such a directory, and whether this machine allows it. */
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

/** A file system of a few megabytes in memory, and a file that fills it. */
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

/** A limit of the file size for one process: the error is EFBIG, not the ENOSPC of a full disk. */
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
  { name: 'a full file system', isPossible: canMount(), make: mountTmpfs },
  {
    name: 'a file size limit',
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
 * Makes programs that this process starts ignore SIGXFSZ, which a file size limit sends: a full disk
 * sends no signal.
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
