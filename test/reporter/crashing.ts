// Ends before its tests do: what `reporter.test.ts` runs.
import { it } from 'node:test'

it('never ends', () => {
  console.error('the last words')
  process.exit(3)
})
