import { once } from 'node:events'
import { lockDataFile } from '../../src/start/process_lock.ts'
import { StartError } from '../../src/start/start_error.ts'

/** Takes the lock of the data file that it is given at the word on stdin, and holds it. */
const [, , file = ''] = process.argv
process.stdout.write('ready\n')
await once(process.stdin, 'data')
try {
  const lock = await lockDataFile(file, `http://${process.pid}.test`)
  process.stdout.write('locked\n')
  process.stdin.on('end', lock.release)
} catch (error) {
  if (!(error instanceof StartError)) throw error
  process.stdout.write(`${error.message}\n`)
  process.stdin.destroy()
}
