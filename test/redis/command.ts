import { spawnSync } from 'node:child_process'

// Valkey has the commands, the options and the Sentinel and Cluster of Redis.
const COMMANDS = ['redis-server', 'valkey-server']

const APT_GET = ['apt-get', '-o', 'DPkg::Lock::Timeout=300'] // several test files may install at once
const INSTALL = [...APT_GET, 'install', '-yq', '--no-install-recommends', 'redis-server']

const HOW_TO_INSTALL =
  'Install Redis 7 or newer or Valkey, e.g. with "sudo apt-get install redis-server", ' +
  '"sudo dnf install valkey" or "brew install redis".'

/**
 * The command that starts a Redis: one that is on PATH, else redis-server once it is installed, which
 * takes apt-get and root. Says on stderr what it is about to install.
 */
export function redisCommand(): string {
  const found = commandOnPath()
  if (found !== undefined) return found
  if (process.getuid?.() !== 0 || !runs('apt-get')) throw new Error(missing())

  process.stderr.write(
    `# No ${COMMANDS.join(' or ')} on PATH: about to run "apt-get update" and "${INSTALL.join(' ')}"\n`,
  )
  // RUNLEVEL=1: the package must not start a server of its own.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
  const [aptGet, ...options] = APT_GET as [string, ...string[]]
  spawnSync(aptGet, [...options, 'update', '-q'], { env, stdio: 'ignore' })
  const { stderr } = spawnSync(aptGet, INSTALL.slice(1), { env, encoding: 'utf8' })
  const installed = commandOnPath()
  if (installed === undefined) throw new Error(missing(` apt-get said: ${stderr.trim()}.`))
  return installed
}

const commandOnPath = () => COMMANDS.find(runs)

function runs(command: string): boolean {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0
}

const missing = (why = '') =>
  `Cannot test Redis: no ${COMMANDS.join(' or ')} on PATH.${why} ${HOW_TO_INSTALL}`
