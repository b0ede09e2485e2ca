import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The build context of the image. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

export interface Instruction {
  readonly word: string
  readonly rest: string
}

/** The instructions between one FROM and the next. */
export interface Stage {
  readonly name: string
  readonly from: string
  readonly instructions: readonly Instruction[]
}

export interface Copy {
  /** The stage it copies from; undefined for the build context. */
  readonly from: string | undefined
  readonly sources: readonly string[]
  readonly target: string
}

/** The stages of docker/Dockerfile. The last one is the image. */
export function readStages(): Stage[] {
  const stages: { name: string; from: string; instructions: Instruction[] }[] = []
  for (const instruction of instructions(readFileSync(`${ROOT}docker/Dockerfile`, 'utf8'))) {
    if (instruction.word === 'FROM') stages.push(stageOf(instruction.rest))
    else stages.at(-1)!.instructions.push(instruction)
  }
  return stages
}

function instructions(text: string): Instruction[] {
  const lines = text
    .replace(/^\s*#.*\n/gm, '')
    .replace(/\s*\\\n\s*/g, ' ')
    .split('\n')
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, word, rest] = /^(\w+)\s+(.*)$/.exec(line)!
      return { word: word!, rest: rest! }
    })
}

function stageOf(rest: string) {
  const [from, , name] = rest.split(/\s+/)
  return { from: from!, name: name ?? 'image', instructions: [] }
}

/** The arguments of all instructions of one kind. */
export const argumentsOf = (stage: Stage, word: string): string[] =>
  stage.instructions.filter((each) => each.word === word).map(({ rest }) => rest)

export function copyOf(rest: string): Copy {
  const words = rest.split(/\s+/)
  const flag = words[0]!.startsWith('--from=') ? words.shift() : undefined
  return { from: flag?.slice('--from='.length), sources: words.slice(0, -1), target: words.at(-1)! }
}

/** The words of an exec form, which runs without a shell. */
export const execForm = (rest: string): string[] => JSON.parse(rest) as string[]

/** The environment that a stage sets. */
export function environmentOf(stage: Stage): Record<string, string> {
  const pairs = argumentsOf(stage, 'ENV').flatMap((rest) => rest.split(/\s+/))
  return Object.fromEntries(
    pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  )
}
