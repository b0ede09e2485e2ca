import { toldBy, type AdvanceAnswer, type Decision } from './answer.ts'
import { must } from './violation.ts'

/** How far an optimizer has gone, as far as anyone was told. */
export interface Floor {
  readonly generation: number
  readonly cursor: number
  readonly sealedThrough: number
  /** How often a generation has begun to be opened. */
  readonly openings: number
  /** How many of them nobody has answered yet: which generation is current is open, too. */
  readonly opening: number
}

/** A generation as it was answered. */
export interface Opened {
  readonly generation: number
  readonly key: string
  readonly parent: number
  readonly resume_step: number
}

/** What was asked for, as far as the answer must agree with it. */
export interface Asked {
  readonly generation: number
  readonly step?: number | undefined
  readonly ahead?: number | undefined
}

interface Incarnation {
  readonly opened: Omit<Opened, 'generation'>
  /** By step, the values that were told first. */
  readonly values: string[]
  readonly revisions: number[]
  /** By metric and step, what was told of the decision first. */
  readonly decisions: Map<string, Decision>
  cursor: number
  sealedThrough: number
  /** The highest step that anyone has asked for while it was the current one. */
  asked: number
}

/**
 * Remembers all that anyone was told of one optimizer, and complains of the first answer that
 * cannot be true beside the others.
 */
export function oracleOf(id: string) {
  const first = { key: '', parent: 0, resume_step: 0 }
  const generations = new Map([[1, incarnation(first)]])
  let current = 1
  let openings = 0
  let opening = 0
  let distinct = 0

  const of = (generation: number): Incarnation => {
    const known = generations.get(generation)
    must(known !== undefined, 'I3 fencing', () => `${id} told of generation ${generation} too early`)
    return known!
  }

  /** The generation whose own step this is. */
  function ownerOf(generation: number, step: number): Incarnation {
    let owner = generation
    while (owner > 1 && step <= of(owner).opened.resume_step) owner = of(owner).opened.parent
    return of(owner)
  }

  function compare(generation: number, step: number, values: string): void {
    const owner = ownerOf(generation, step).values
    const before = owner[step] ?? values
    if (owner[step] === undefined) distinct += 1
    owner[step] = values
    must(
      before === values,
      'I1 write-once',
      () => `${id} generation ${generation} step ${step} was ${before}, now ${values}`,
    )
  }

  function decided(generation: number, step: number, metrics: AdvanceAnswer['metrics']): void {
    for (const [metric, decision] of Object.entries(metrics ?? {})) {
      const known = ownerOf(generation, step).decisions
      const before = known.get(`${metric} ${step}`) ?? decision
      known.set(`${metric} ${step}`, before)
      must(
        JSON.stringify(before) === JSON.stringify(decision),
        'I5 one decision',
        () =>
          `${id} ${metric} for step ${step} was ${JSON.stringify(before)}, now ${JSON.stringify(decision)}`,
      )
    }
  }

  function floor(): Floor {
    const { cursor, sealedThrough } = of(current)
    return { generation: current, cursor, sealedThrough, openings, opening }
  }

  return {
    id,
    generations: generations as ReadonlyMap<number, Incarnation>,
    floor,
    /** How many steps of how many generations have been told, each counted once. */
    steps: () => distinct,
    ownerOf,
    decided,

    /** Somebody is about to ask. */
    asks({ generation, step, ahead = 0 }: Asked): Floor {
      const sent = floor()
      const own = of(generation)
      if (sent.generation === generation) own.asked = Math.max(own.asked, (step ?? Infinity) + ahead)
      return sent
    },

    /** Takes the answer to an advance: I1, I3, and that it answers what was asked. */
    told(answer: AdvanceAnswer, asked: Asked, sent: Floor): void {
      const { generation, step, revision, sealed_through: sealedThrough, ahead } = answer
      const through = ahead?.through ?? step
      const answers =
        generation === asked.generation &&
        step === (asked.step ?? step) &&
        (!ahead || ahead.from === step + 1) &&
        through <= step + (asked.ahead ?? 0) &&
        sealedThrough >= through
      must(
        answers,
        'plain answers',
        () => `${id} was asked ${JSON.stringify(asked)} and told ${JSON.stringify({ ...answer, ahead: through })}`,
      )
      const isZombie = sent.generation > generation
      must(
        !isZombie || through <= of(generation).asked,
        'I3 fencing',
        () => `${id}: a zombie of ${generation} sealed ${through} in ${sent.generation}`,
      )
      for (const [at, values] of toldBy(answer)) compare(generation, at, values)
      const { revisions } = ownerOf(generation, step)
      const before = (revisions[step] ??= revision)
      must(before === revision, 'I1 write-once', () => `${id} step ${step}: revision ${revision}, was ${before}`)
      decided(generation, step, answer.metrics)
      const own = of(generation)
      own.cursor = Math.max(own.cursor, step)
      own.sealedThrough = Math.max(own.sealedThrough, sealedThrough)
    },

    /** Takes a read of the whole optimizer, sent when so much was known: I2. */
    read(sent: Floor, now: { generation: number; step: number; sealed_through: number }): void {
      const isLater = now.generation > sent.generation
      const stands =
        now.generation === sent.generation &&
        now.step >= sent.cursor &&
        now.sealed_through >= sent.sealedThrough
      must(
        isLater || stands,
        'I2 monotone',
        () => `${id} was at ${JSON.stringify(sent)}, now ${JSON.stringify(now)}`,
      )
    },

    /** A rank is about to open or confirm a generation. */
    opens(): void {
      openings += 1
      opening += 1
    },

    /** Takes a generation as one of its ranks was told of it. */
    opened(answer: Opened): void {
      opening -= 1
      const { generation, ...opened } = answer
      const known = generations.get(generation)?.opened
      must(
        known === undefined || JSON.stringify(known) === JSON.stringify(opened),
        'I3 fencing',
        () => `${id} generation ${generation} was ${JSON.stringify(known)}, now ${JSON.stringify(opened)}`,
      )
      if (!known) generations.set(generation, incarnation(opened))
      current = Math.max(current, generation)
    },

    /** Complains of a call of a generation that was over when it was sent, if it was carried out. */
    fenced(sent: Floor, generation: number, status: number): void {
      if (generation >= sent.generation) return
      must(status === 409, 'I3 fencing', () => `${id}: a zombie of ${generation} got ${status} in ${sent.generation}`)
    },

    /** Takes an accepted edit, sent when so much was known: I4. */
    edited(sent: Floor, step: number): void {
      // Where one may have been opened meanwhile, the edit may be one of that.
      if (sent.opening > 0 || sent.openings !== openings) return
      must(
        step > sent.sealedThrough,
        'I4 edits after the seal',
        () => `${id}: an edit at ${step} was accepted when ${sent.sealedThrough} was sealed`,
      )
    },
  }
}

export type Oracle = ReturnType<typeof oracleOf>

function incarnation(opened: Omit<Opened, 'generation'>): Incarnation {
  const { resume_step: resumed } = opened
  return {
    opened,
    values: [],
    revisions: [],
    decisions: new Map(),
    cursor: resumed,
    sealedThrough: resumed,
    asked: resumed,
  }
}
