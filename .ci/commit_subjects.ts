// Checks the subjects of commits: `area: imperative`, at most 72 characters. That the verb is
// imperative, and that a body says why and what was measured, is checked in review.
//
// npm run commits                  the commits since the rule
// npm run commits -- main..HEAD    those of a range

import { spawnSync } from 'node:child_process'

/** The last commit before the rule. */
const BEFORE = '10c642e'
const LONGEST = 72
const AREA = '[a-z][a-z0-9_./-]*'
const SUBJECT = new RegExp(`^${AREA}(, ${AREA})*: [a-z].*[^.\\s]$`)

/** What is wrong with a subject, if anything is. */
export function faultOf(subject: string): string | undefined {
  const { length } = subject
  if (length > LONGEST) return `${length} characters, wanted at most ${LONGEST}`
  if (SUBJECT.test(subject)) return undefined
  return 'wanted "area: imperative", in small letters and without a period'
}

function check(range: string): void {
  const log = spawnSync('git', ['log', '--no-merges', '--format=%h %s', range, '--'], {
    encoding: 'utf8',
  })
  if (log.status !== 0) throw new Error(`Cannot read the commits of ${range}: ${log.stderr}`)
  const commits = log.stdout.split('\n').filter((line) => line !== '')
  const faults = commits.flatMap((line) => {
    const fault = faultOf(line.slice(line.indexOf(' ') + 1))
    return fault === undefined ? [] : [`${line}\n  ${fault}`]
  })
  for (const fault of faults) console.error(fault)
  console.log(`${commits.length} commit subjects checked, ${faults.length} wrong`)
  if (faults.length > 0) process.exitCode = 1
}

if (import.meta.main) check(process.argv[2] ?? `${BEFORE}..HEAD`)
