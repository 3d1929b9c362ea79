/** Ways to break a command of shares or a query, and the values that are wrong in one. */
import * as fc from 'fast-check'
import { type Fields, type Rule, withField } from '../choices.ts'
import { hostileName } from '../hostile.ts'
import { members, resourceIds, shareIds } from './requests.ts'

/** What becomes of a command, or of a request, that is right. */
export type Break = (right: Fields) => fc.Arbitrary<Fields>

const withRequest = (given: Fields, change: (request: Fields) => unknown): Fields => ({
  ...given,
  request: change(given.request as Fields)
})

/** A rule of a request becomes one of the command that carries it. */
export const inCommand = ([code, breakIt]: Rule<Fields>): Rule<Fields> => [
  code,
  (given) => breakIt(given.request as Fields).map((request) => withRequest(given, () => request))
]

/** With another value of a field. */
export const having =
  (name: string, values: fc.Arbitrary<unknown>): Break =>
  (given) =>
    values.map((value) => withField(given, name, value))

/** All of some fields, in place of those that are there. */
export const havingAll =
  (values: fc.Arbitrary<Fields>): Break =>
  (given) =>
    values.map((fields) => ({ ...given, ...fields }))

/** A list in a request. */
export type Entries = readonly unknown[]

/** The list of that name, or a short one where there is none, becomes another. */
const inList =
  (name: string, fallback: Entries, change: (entries: Entries) => fc.Arbitrary<unknown>): Break =>
  (given) =>
    change((given[name] as Entries | undefined) ?? fallback).map((entries) => withField(given, name, entries))

/** One entry of a list becomes another. */
export const inEntry = (name: string, fallback: Entries, change: (entry: unknown) => fc.Arbitrary<unknown>): Break =>
  inList(name, fallback, (entries) =>
    fc.nat(entries.length - 1).chain((at) => change(entries[at]).map((entry) => entries.with(at, entry)))
  )

/** One entry of a list is there again, somewhere, in a list that is not too long. */
export const again = (name: string, fallback: Entries, copy: (entry: unknown) => unknown = (entry) => entry): Break =>
  inList(name, fallback, (entries) =>
    fc.nat(4).map((seed) => {
      const few = entries.slice(0, 4)
      return few.toSpliced(seed % (few.length + 1), 0, copy(few[seed % few.length]))
    })
  )

/** More than five, all right and no two alike. */
export const tooMany = (name: string, entryAt: (at: number) => unknown): Break =>
  having(
    name,
    fc.constantFrom(6, 7, 30).map((length) => Array.from({ length }, (_, at) => entryAt(at)))
  )

/** No request at all: it counts as one without fields. */
export const noRequest: Break = () => fc.constantFrom<unknown>(undefined, null, '', {}, [], 'x', 7) as fc.Arbitrary<Fields>

/** Hostile, but no empty text, which counts as missing. */
export const hostileText = hostileName.filter((name) => name !== '')
/** What counts as no id. */
export const missing = fc.constantFrom<unknown>(undefined, null, '')
/** What is there, and is no text. */
export const noText = fc.constantFrom<unknown>(7, 0, true, false, [], {})
/** What is there, and is no list. */
export const noList = fc.constantFrom<unknown>('', 'VSwitch', 7, 0, true, false, {}, { 0: 'VSwitch', length: 1 })
/** What is no entry with fields. */
export const noObject = fc.constantFrom<unknown>(undefined, null, '', 'VSwitch', 7, true, [])
/** A list that names nothing. */
export const emptyList = fc.constantFrom<unknown>(undefined, null, [])

/** One of the texts, a hostile one, or no text at all. */
export const malformed = (...texts: string[]): fc.Arbitrary<unknown> => fc.oneof(fc.constantFrom(...texts), hostileText, noText)

/** What is no id of a share. */
export const noShareId = fc.oneof(
  malformed('share-1', 'rs', 'rs-', 'RS-1', 'rs-a b', 'rs-ü', ' rs-1', 'rs-1\n', 'xrs-1', 'i-1', `rs-${'x'.repeat(65)}`),
  fc.constant([shareIds[0]])
)
/** What is no id of a resource. */
export const noResourceId = fc.constantFrom<unknown>(
  ...['a b', ' ', 'a\t', 'a\n', '\u00a0', '\u0000', 'a\u007f', 'x'.repeat(129)],
  ...[7, true, [], {}, [resourceIds[0]]]
)
/** What is no account, directory, folder or service. */
export const noTarget = fc.oneof(
  malformed('somebody', '1'.repeat(11), '1'.repeat(21), '1'.repeat(12).replace(/1$/, 'a'), `${members[1]} `, `${members[1]}\n`),
  malformed('１'.repeat(12), 'rd', 'rd-', 'fd-', 'RD-1', 'fd-a b', `rd-${'x'.repeat(65)}`, `fd-${'x'.repeat(65)}`),
  malformed('rs-1', 'i-1', 'ecs', 'ECS.aliyuncs.com', '.aliyuncs.com', 'ecs.', 'ecs..com', 'ecs. aliyuncs.com'),
  fc.constant<unknown>([members[1]]),
  fc.constant<unknown>(1_000_000_000_000_002)
)
/** What is no id of an invitation. */
export const noInvitationId = malformed('1', 'i', 'i-', 'I-1', 'i-a b', 'i-ü', ' i-1', 'i-1\n', 'xi-1', 'rs-1')
/** Neither of the two that `ResourceOwner` can be. */
export const noOwner = malformed('', ' ', 'self', 'Others', 'otheraccounts', 'Self ')
