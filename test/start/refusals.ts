import assert from 'node:assert/strict'
import { serviceCommand, startProcess } from './service_process.ts'

/**
 * Starts the service where it must refuse to start, and returns what it says: one sentence on
 * stderr, nothing on stdout, exit code 1.
 */
export async function refusalWith(
  environment: Readonly<Record<string, string>>,
  command = serviceCommand(),
): Promise<string> {
  const service = startProcess(environment, command)
  const late = setTimeout(() => service.signal('SIGKILL'), 30_000)
  const { code, stdout, stderr } = await service.ended
  clearTimeout(late)
  assert.match(stderr, /^Cannot [^\n]+\n$/)
  assert.equal(stdout, '')
  assert.equal(code, 1)
  return stderr.trimEnd()
}
