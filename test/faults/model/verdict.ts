import type { Input } from '../../../src/core/input.ts'
import { floorOf } from '../oracle/book.ts'
import { replayed } from '../oracle/fold.ts'
import { read } from '../oracle/others.ts'
import { must } from '../oracle/violation.ts'
import type { Play } from './player.ts'
import type { Stage } from './stage.ts'

/** Whether what is stored agrees with all that was told, as one sees it who has seen nothing. */
export async function verdict({ witness, store }: Stage, play: Play): Promise<void> {
  const { book, url } = play
  const { body: now } = await witness.ask('GET', url)
  read(book, floorOf(book), now)
  const { body } = await witness.ask(
    'GET',
    `${url}/lr?from=0&to=${now.sealed_through}&params=lr,momentum`,
  )
  replayed(book, body)
  const stored = await store.find(book.id)
  const inputs = await store.inputs(stored!)
  keptEdits(play, inputs!)
  keptDecisions(play, inputs!)
}

/** Each accepted edit is there once, and what may have been carried out at most once. */
function keptEdits({ edits }: Play, inputs: readonly Input[]): void {
  for (const { mark, outcome, isKeyed } of edits) {
    const kept = inputs.filter(
      (input) => input.kind === 'edited' && input.set['lr'] === mark,
    ).length
    const what = () =>
      `an edit that was ${outcome}, ${isKeyed ? 'with' : 'without'} a key, is there ${kept} times`
    must(kept <= 1, 'nothing doubled', what)
    must(kept === 1 || outcome !== 'accepted', 'nothing lost', what)
    must(kept === 0 || outcome !== 'refused', 'nothing doubled', what)
  }
}

/** Each decision that was told is there once, as it was told. */
function keptDecisions({ book }: Play, inputs: readonly Input[]): void {
  for (const { decisions } of book.generations.values()) {
    for (const [at, { value, effective_step }] of decisions) {
      const kept = inputs.filter(
        (input) => input.kind === 'metric_decided' && `${input.metric} ${input.reportedFor}` === at,
      )
      const what = () =>
        `${at} was told as ${value} from ${effective_step}: ${JSON.stringify(kept)}`
      must(kept.length === 1, 'I5 one decision', what)
      const [input] = kept
      const isSame = input!.kind === 'metric_decided' && input!.value === value
      must(isSame && input!.step === effective_step, 'I5 one decision', what)
    }
  }
}
