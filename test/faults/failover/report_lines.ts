import type { AnswerCounts } from './answers.ts'
import type { FailoverReport } from './failover.ts'

/** The sums of the counts over all jobs. */
export function answerCounts({ jobs }: FailoverReport<unknown>): AnswerCounts {
  const sum = { answers: 0, differences: 0, silentDifferences: 0, refusals: 0 }
  for (const { answers } of jobs) {
    for (const kind of Object.keys(sum) as (keyof AnswerCounts)[]) sum[kind] += answers.counts[kind]
  }
  return sum
}

/** A report as printed lines. */
export function reportLines(report: FailoverReport<unknown>): readonly string[] {
  const { jobs, finalCheck } = report
  const { answers, differences, silentDifferences, refusals } = answerCounts(report)
  const generations = jobs.map(({ incarnation }) => incarnation.generation)
  const regressions = jobs.reduce((total, job) => total + job.regressions, 0)
  return [
    `${answers} values answered, ${finalCheck.replayed} replayed; generations: ${generations.join(', ')}`,
    `${finalCheck.accepted} edits acknowledged, ${finalCheck.lost} of them lost`,
    `${differences} differences between ranks that echo, ${silentDifferences} with those that do not`,
    `${refusals} refusals, ${regressions} of them history_regressed`,
  ]
}
