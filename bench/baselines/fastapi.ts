import { execFile, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { freePort, whenReady, track, type ServerProcess } from '../processes.ts'

/** The straightforward service in Python, on the same Redis as ours. */

const PYTHON = process.env['PYTHON'] ?? 'python3'

/** With the extras of requirements.txt: the service would run without them, but slower. */
const REQUIRED_PACKAGES = ['fastapi', 'uvicorn', 'uvloop', 'httptools', 'redis', 'hiredis', 'torch']
const HAS_ALL = `
import importlib.util, sys
sys.exit(any(importlib.util.find_spec(name) is None for name in sys.argv[1:]))
`

/** Starts it with the Python of the PYTHON variable, else `python3`; undefined if a package is missing. */
export async function startFastapi(redis: ServerProcess): Promise<ServerProcess | undefined> {
  if (!(await isInstalled())) return undefined
  const port = await freePort()
  const server = ['--loop', 'uvloop', '--http', 'httptools', '--workers', '1']
  const quiet = ['--log-level', 'warning', '--no-access-log']
  const address = ['--host', '127.0.0.1', '--port', String(port)]
  const app = ['--app-dir', fileURLToPath(new URL('.', import.meta.url)), 'fastapi_service:app']
  const uvicorn = ['-W', 'ignore', '-m', 'uvicorn', ...server, ...quiet, ...address, ...app]
  const child = spawn(PYTHON, uvicorn, {
    env: { ...process.env, REDIS_URL: `redis://127.0.0.1:${redis.port}` },
    stdio: ['ignore', 2, 2],
  })
  return whenReady(track(child), port)
}

const isInstalled = (): Promise<boolean> =>
  promisify(execFile)(PYTHON, ['-c', HAS_ALL, ...REQUIRED_PACKAGES]).then(
    () => true,
    () => false,
  )
