import { constant, isAtMost, isBelow, UNKNOWN, type Shape } from './shape.ts'

/** The truth of all values, if it is the same one. */
export const truthOf = ({ least, most }: Shape): boolean | undefined =>
  least === most ? least !== 0 : undefined

/** Whether each pair of values compares so, if that is the same for all. */
export const COMPARED: ReadonlyMap<string, (a: Shape, b: Shape) => Shape> = new Map([
  ['==', (a: Shape, b: Shape) => decided(isOne(a, b), isApart(a, b))],
  ['!=', (a: Shape, b: Shape) => decided(isApart(a, b), isOne(a, b))],
  ['<', (a: Shape, b: Shape) => decided(isBelow(a.most, b.least), isAtMost(b.most, a.least))],
  ['<=', (a: Shape, b: Shape) => decided(isAtMost(a.most, b.least), isBelow(b.most, a.least))],
  ['>', (a: Shape, b: Shape) => decided(isBelow(b.most, a.least), isAtMost(a.most, b.least))],
  ['>=', (a: Shape, b: Shape) => decided(isAtMost(b.most, a.least), isBelow(a.most, b.least))],
])

const isApart = (a: Shape, b: Shape) => isBelow(a.most, b.least) || isBelow(b.most, a.least)
const isOne = (a: Shape, b: Shape) => isAtMost(a.most, b.least) && isAtMost(b.most, a.least)

const decided = (holds: boolean, fails: boolean): Shape =>
  holds || fails ? constant(holds ? 1 : 0) : UNKNOWN
